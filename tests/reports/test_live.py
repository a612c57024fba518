"""What a picture of a page reads early: the file in which Streamlit draws charts, under the name it has today."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit

from dashboard.reports.live import early


def test_the_program_that_draws_charts_is_read_early() -> None:
    told = re.search(
        r"import\('http://127\.0\.0\.1:1/(static/js/PlotlyChart\.\S+?\.js)'\)", early("http://127.0.0.1:1")
    )
    assert told and (Path(streamlit.__file__).parent / "static" / told[1]).is_file()
