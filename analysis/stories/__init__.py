"""Stories: articles that are copies of one text count as one.

::

    shingles    text → what two texts are compared by
    similar     articles in order of time → pairs that are copies
    grouping    pairs → the story of every article
"""
