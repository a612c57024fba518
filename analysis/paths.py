"""Where the product's own files lie (an editable checkout), and where a store lies by default."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
LEXICON = DATA / "lexicon"
MODELS = DATA / "models"
OWN = DATA / "marked" / "own.txt"
"""Names marked in sentences of our own, which every training adds."""
SAMPLE = DATA / "sample"
QUALITY = DATA / "quality.json"
SHOWN = "NHIPTIN_SHOWN"
"""Environment variable: characters of each article, from its beginning, that questions hand out; empty or 0: all."""
SAMPLE_STORE = DATA / "store" / "sample"


def default_store() -> Path:
    """The store that a command or page uses when none is named: ``NHIPTIN_STORE``, else the sample's."""
    named = os.environ.get("NHIPTIN_STORE", "").strip()
    return Path(named) if named else SAMPLE_STORE
