"""The web to articles: feeds and sitemaps name addresses, pages give articles; only this room opens a connection."""
