"""A number and the way to it: the question that was asked, as a command line and as Python that give the same rows again."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from shlex import quote
from typing import Any

import pandas as pd

from analysis.scope import Scope

OPTIONS = {"topic": "about", "since": "from", "until": "to"}
"""Settings whose option of `nhiptin ask` has another name: that name is the scope's there."""


def option(setting: str) -> str:
    """The option of ``nhiptin ask`` that gives a setting.

    >>> option("topic"), option("top")
    ('--about', '--top')
    """
    return f"--{OPTIONS.get(setting, setting)}"


@dataclass(frozen=True, eq=False)
class Asked:
    """A question as it was asked. It travels with its answer in ``frame.attrs["asked"]``, as text: any table format can
    carry it, and pandas, which copies the attributes of a frame each time a column is taken from it, has nothing to copy."""

    question: Callable[..., pd.DataFrame]
    scope: Scope
    settings: Mapping[str, Any]

    def plain(self) -> str:
        """The question as text (JSON)."""
        plain = {"question": self.question.__name__, "scope": self.scope.params(), "settings": dict(self.settings)}
        return json.dumps(plain, ensure_ascii=False)

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Asked | None:
        """The question that a frame is the answer of; None where it does not say."""
        plain = frame.attrs.get("asked")
        return None if plain is None else _read(plain)

    def given(self) -> dict[str, Any]:
        """The settings that are not the question's own defaults; ``top`` always, for files have all rows without it.

        >>> from analysis.questions.volume import source_volume
        >>> Asked(source_volume, Scope(), {}).given()
        {'top': 50}
        """
        out = {}
        for name, known in inspect.signature(self.question).parameters.items():
            if known.kind is not known.KEYWORD_ONLY:
                continue
            value = self.settings.get(name, known.default)
            value = tuple(value) if isinstance(value, list) else value
            if name == "top" or value != known.default:
                out[name] = value
        return out

    def command(self) -> str:
        """The line for a shell; every value is quoted.

        >>> from analysis.questions.volume import article_volume
        >>> print(Asked(article_volume, Scope(search="chip $(x)"), {"by": "week"}).command())
        nhiptin ask article_volume '--search=chip $(x)' --by=week --csv
        """
        words = [f"--{name}={value}" for name, values in self.scope.params().items() for value in values]
        words = ["--panel" if word == "--panel=1" else word for word in words]
        for name, value in self.given().items():
            values = value if isinstance(value, tuple) else (value,)
            words += [option(name) if one is True else f"{option(name)}={one}" for one in values]
        return " ".join(["nhiptin ask", self.question.__name__, *map(quote, words), "--csv"])

    def python(self) -> str:
        """The same as a program; its last line makes ``frame``.

        >>> from analysis.questions.volume import article_volume
        >>> print(Asked(article_volume, Scope(), {"by": "week"}).python().splitlines()[-1])
        frame = questions.article_volume(store, scope, by='week')
        """
        given = "".join(f", {name}={value!r}" for name, value in self.given().items())
        return "\n".join(
            [
                "from analysis import questions",
                "from analysis.paths import default_store",
                "from analysis.scope import Scope",
                "from analysis.store.snapshot import open_snapshot",
                "",
                "store = open_snapshot(default_store())",
                f"scope = Scope.parse({self.scope.params()!r})",
                f"frame = questions.{self.question.__name__}(store, scope{given})",
            ]
        )


@lru_cache(maxsize=512)
def _read(plain: str) -> Asked:
    from analysis.questions import QUESTIONS

    told = json.loads(plain)
    return Asked(QUESTIONS[told["question"]], Scope.parse(told["scope"]), told["settings"])
