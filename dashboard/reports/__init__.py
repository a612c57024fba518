"""Reports: what the pages show, on paper and on slides, from the same questions and the same charts, without a server.

::

    kinds     which figures a report of each kind has
    figures   one of them, with all that is said of it
    leads     the first thing to read in it
    cells     its table
    editable  which of its columns an editable chart shows
    made      asks the questions and draws the figures; asked for which scope, period and title
    browser   Chromium: which, and started while the questions are asked
    drawer    its work: figures as SVG and PNG, HTML as PDF; board the empty page with Plotly on which it draws
    tagged    what PDF/UA asks for on top of Chromium's tags
    written   one HTML file that stands alone, by a template that a team may copy and edit; faces its typeface
    slides    PowerPoint, a slide a figure
    native    its charts, which can be edited; native_time those over time, office what they share
    letter    subject and text of the mail that it goes out with
    bundle    the numbers as CSV in a ZIP, with README, methods, citation
    archives  ZIP and Office, the same bytes for the same content
    outputs   which of them are made, in which order, with or without a browser

Run by ``nhiptin report`` and by "Xuất" on every page (``view``), each in a process of its own.
"""
