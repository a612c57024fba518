"""Words and phrases of a sentence, and what an article is about in its own words."""
