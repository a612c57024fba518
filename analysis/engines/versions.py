"""What decides how an article is annotated besides the article: two machines that agree in it make the same rows."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from analysis import schema
from analysis.engines import work
from analysis.errors import EngineError
from analysis.store import rows

Versions = Mapping[str, str]
"""What → its version."""
_LIBRARIES = ("underthesea", "python-crfsuite", "ahocorasick_rs", "joblib", "numpy", "pyarrow")
"""Libraries that take part in an annotation or in its row."""


@cache
def versions() -> Versions:
    """Versions of this machine: rules, lists and models; the making of rows; Python (its tables of letters); libraries."""
    from analysis.text.annotate import annotation_version

    made = hashlib.sha256(b"\0".join(Path(str(room.__file__)).read_bytes() for room in (schema, rows, work)))
    return {
        "rules, lists and models": annotation_version(),
        "the making of rows": made.hexdigest()[:12],
        "Python": ".".join(platform.python_version_tuple()[:2]),
        **{name: version(name) for name in _LIBRARIES},
    }


def refuse_others(wanted: Versions) -> None:
    """Refuse to work for a machine that would annotate otherwise.

    Args:
        wanted: the versions of the machine that hands out the work.

    Raises:
        EngineError: something differs; the sentence names it.
    """
    own = versions()
    for name, value in wanted.items():
        if own.get(name) != value:
            raise EngineError(
                f"the worker on {platform.node()} would annotate otherwise: got {own.get(name, 'nothing')} as its version of "
                f"{name}, allowed {value} as on the machine that commits; install the same release on both, then run the command again"
            )
