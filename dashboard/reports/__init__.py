"""Reports: what the pages show, on paper and on slides, from the same questions and the same charts, without a server.

::

    kinds     which figures a report of each kind has
    made      asks the questions and draws the figures
    browser   Chromium: figures as SVG and PNG, HTML as PDF
    written   one HTML file that stands alone, by a template that a team may copy and edit
    slides    PowerPoint with charts that can be edited

Run by ``nhiptin report``, in a process of its own.
"""
