"""What a page imports stays light: nothing of the pipeline is loaded by asking."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("underthesea", "sklearn", "pycrfsuite", "wordcloud", "deltalake", "scipy", "streamlit", "plotly")


def test_importing_the_questions_loads_nothing_heavy() -> None:
    code = f"import sys, analysis.questions; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
