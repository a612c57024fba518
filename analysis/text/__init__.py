"""One article in, its annotations out: pure functions of the text, the shipped lexicons and the shipped models.

The rooms, each importing only from those below it (held by an import contract):

- ``annotate``: the only place where they meet; ``check``: what is wrong with the lists
- ``topics``, ``grams``: what an article is about
- ``speech``: who said what
- ``identity``: whom or what a name means
- ``naming``: where a name begins and ends, and its type
- ``wording``: words, phrases, keyphrases
- ``prose``: cleaning and sentences
- ``lexicons``: lists, and matching them in running text
- ``script``: characters, tone marks, syllables
"""
