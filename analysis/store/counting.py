"""What counts as one term: longest phrases only or also those inside them; each form apart or joined to its concept.

Both are decided when a question is asked, in SQL over what was annotated; nothing is annotated again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analysis.store import lexicons
from analysis.store.kept import Kept
from analysis.store.snapshot import Snapshot
from analysis.text.lexicons.concepts import form
from analysis.text.script.fold import fold

Concept = tuple[str, tuple[tuple[int, str], ...]]
"""The term a concept is shown under, and (term_id, form) of its forms that the corpus holds, in the order of the list."""

kept: Kept[tuple[Concept, ...]] = Kept(8)


@dataclass(frozen=True, slots=True)
class Counting:
    """Which occurrences count, and under which term."""

    nested: bool = False
    """Whether a term also counts where it stands inside a longer one."""
    concepts: tuple[Concept, ...] = ()
    """Concepts whose forms are joined; each is counted under the id of the first of its forms that the corpus holds."""

    @property
    def table(self) -> str:
        """The table of articles and terms that this counts in."""
        return "doc_terms_nested" if self.nested else "doc_terms"

    @property
    def forms(self) -> str:
        """SQL of the relation ``forms``: term_id of a form, lead_id under which it is counted; empty where none is joined."""
        pairs = [(term, forms[0][0]) for _, forms in self.concepts if len(forms) > 1 for term, _ in forms]
        values = ", ".join(f"({term}, {lead})" for term, lead in pairs)
        return f"forms(term_id, lead_id) AS (VALUES {values})" if pairs else ""

    @property
    def hits(self) -> str:
        """SQL of the relation ``hits``: day, article_id, term_id, occurrences; one row an article and term."""
        if not self.forms:
            return f"hits AS NOT MATERIALIZED (SELECT day, article_id, term_id, occurrences FROM {self.table})"
        return f"""
        {self.forms},
        hits AS NOT MATERIALIZED (
            SELECT day, article_id, term_id, occurrences FROM {self.table} ANTI JOIN forms USING (term_id)
            UNION ALL
            SELECT day, article_id, lead_id, sum(occurrences)::INTEGER FROM {self.table} JOIN forms USING (term_id)
            GROUP BY ALL)"""

    def tally(self, measure: str) -> str:
        """SQL of the relation ``tally`` over ``counted``: term_id, size; all of ``hits`` at once, quicker than over it.

        Args:
            measure: aggregate over rows of occurrences and ``counted``.
        """
        plain = f"SELECT term_id, {measure} AS size FROM {self.table} JOIN counted USING (article_id) GROUP BY term_id"
        if not self.forms:
            return f"tally AS MATERIALIZED ({plain})"
        return f"""
        {self.forms},
        joined AS (SELECT article_id, lead_id, sum(occurrences) AS occurrences FROM {self.table} JOIN forms USING (term_id)
                   GROUP BY ALL),
        tally AS MATERIALIZED (
            SELECT term_id, size FROM ({plain}) ANTI JOIN forms USING (term_id)
            UNION ALL
            SELECT lead_id, {measure} FROM joined JOIN counted USING (article_id) GROUP BY lead_id)"""

    @property
    def names(self) -> dict[int, str]:
        """term_id a concept is counted under → the term it is shown under."""
        return {forms[0][0]: name for name, forms in self.concepts}

    def named(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A frame of term_id and term, where concepts go by their own term."""
        names = self.names
        shown = [names.get(item, term) for item, term in zip(frame["term_id"], frame["term"], strict=True)]
        return frame.assign(term=pd.Series(shown, index=frame.index, dtype="str"))

    def lead(self, term: str) -> tuple[int, str] | None:
        """term_id and shown term of the concept that a form belongs to; None for any other term."""
        for name, forms in self.concepts:
            if term == name or any(term == written for _, written in forms):
                return forms[0][0], name
        return None

    def holding(self, wanted: str) -> list[int]:
        """term_ids of the concepts one of whose forms contains this folded text."""
        return [
            forms[0][0] for name, forms in self.concepts if wanted in fold(" ".join((name, *(f for _, f in forms))))
        ]

    def members(self, item: int) -> list[int]:
        """term_ids of the forms that are counted under an id; for any other term itself."""
        return next((([term for term, _ in forms]) for _, forms in self.concepts if forms[0][0] == item), [item])

    def occurring(self, store: Snapshot, item: int) -> list[int]:
        """term_ids whose occurrences are behind the count of an id: its forms, and the longer terms they stand in."""
        own = self.members(item)
        if not self.nested:
            return own
        wholes = store.query(
            "SELECT DISTINCT whole_id FROM term_parts WHERE part_id IN (SELECT unnest($own))", {"own": own}
        )
        return sorted({*own, *wholes["whole_id"].tolist()})


PLAIN = Counting()


def counting(store: Snapshot, *, nested: bool = False, concepts: bool = False) -> Counting:
    """The settings of a question as a way of counting.

    Args:
        nested: whether a term also counts where it stands inside a longer one.
        concepts: whether the forms of a concept (shipped, or added by people) are one term.
    """
    if not concepts:
        return Counting(nested)
    known = lexicons.concepts(store.path.parent.parent)
    shape = tuple(known.items())
    return Counting(nested, kept.get(store, shape, lambda: met(store, shape)))


def met(store: Snapshot, concepts: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[Concept, ...]:
    """The concepts of which the corpus holds a form, with the ids of those forms."""
    found = {name: tuple(form(one) for one in forms) for name, forms in concepts}
    wanted = sorted({one for forms in found.values() for one in forms})
    frame = store.query("SELECT term, term_id FROM terms WHERE term IN (SELECT unnest($wanted))", {"wanted": wanted})
    ids = dict(zip(frame["term"], frame["term_id"].tolist(), strict=True))
    held = {name: tuple((int(ids[one]), one) for one in forms if one in ids) for name, forms in found.items()}
    return tuple((name, forms) for name, forms in held.items() if forms)
