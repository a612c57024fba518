"""The product's typeface as CSS that holds its files, for pages that stand alone."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

from analysis.errors import ModelError

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"
_SUBSETS = {
    "vietnamese": "U+0102-0103, U+0110-0111, U+0128-0129, U+0168-0169, U+01A0-01A1, U+01AF-01B0, U+0300-0301, U+0303-0304, "
    "U+0308-0309, U+0323, U+0329, U+1EA0-1EF9, U+20AB",
    "latin-ext": "U+0100-02BA, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF",
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2191, "
    "U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
}
_WEIGHTS = (400, 600)


@cache
def fonts() -> str:
    """CSS with the faces of the product's font inside."""
    return "".join(
        f"@font-face {{ font-family: 'Be Vietnam Pro'; font-weight: {weight}; unicode-range: {span}; "
        f"src: url(data:font/woff2;base64,{_data(subset, weight)}) format('woff2'); }}"
        for subset, span in _SUBSETS.items()
        for weight in _WEIGHTS
    )


def _data(subset: str, weight: int) -> str:
    path = FONTS / f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
    try:
        return base64.b64encode(path.read_bytes()).decode("ascii")
    except OSError as error:
        raise ModelError(
            f"the product's font {path.name} cannot be read: got {error.strerror}; install it again"
        ) from error
