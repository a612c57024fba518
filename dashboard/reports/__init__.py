"""Reports: what the pages show, on paper and on slides, from the same questions and the same charts, without a server.

::

    kinds     which figures a report of each kind has
    figures   one of them, with all that is said of it
    made      asks the questions and draws the figures
    browser   Chromium: figures as SVG and PNG, HTML as PDF
    written   one HTML file that stands alone, by a template that a team may copy and edit
    slides    PowerPoint with charts that can be edited
    bundle    the numbers as CSV in a ZIP, with README, methods, citation
    outputs   which of them are made, in which order, with or without a browser

Run by ``nhiptin report`` and by "Xuất" on every page (``view``), each in a process of its own.
"""
