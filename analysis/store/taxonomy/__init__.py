"""The topics of one store: the shipped ones with people's edits and labels over them.

::

    edits    what people changed, kept in ``state.sqlite``: add, rename, reseed, merge, split
    labels   which articles people filed themselves, kept there too
    listed   the topics in force, replayed from the edits
    lines    edits and labels as lines of a list, written out of one store and read into another
    learned  a topic learned from its seed terms and labels, over what the snapshot holds
    made     the snapshot's tables of topics, made from what the classifier found, the edits and the labels
    preview  what an edit would do to the counts
"""
