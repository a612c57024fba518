"""Who an office standing alone means: the person to whom its article gives the title, else the holder on the day.

"Thủ tướng" after "Thủ tướng Lê An" is Lê An; "Bộ trưởng Tài chính" is whoever the article titles so, in words more or
fewer. Where the article is silent the dated list decides (``analysis.text.identity.offices``), and what both leave open stays open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date

from analysis.text.identity.offices import DOUBTFUL, FILE, UNKNOWN, Office, Offices
from analysis.text.identity.spelling import foreign
from analysis.text.identity.titles import Titled

SAME = "same article"


class Holders:
    """The holders of offices in one article.

    Args:
        given: persons with titles, in order.
        people: the written form and name of everybody the article names, in order.
        ministries: ministries of Vietnam that it names.
        offices: the dated list.
        day: day of the article.
        countries: keys of all countries: an office "of" one of them is a foreign one.
    """

    def __init__(
        self,
        given: Sequence[Titled],
        people: Sequence[tuple[str, str]],
        ministries: Sequence[str],
        offices: Offices,
        day: date | None,
        countries: tuple[str, ...],
    ) -> None:
        self._offices = offices
        self._day = day
        self._countries = countries
        self._fitting: dict[tuple[Office, str], tuple[list[int], list[str]]] = {}
        self._given: dict[str, list[Titled]] = {}
        for one in given:
            if not one.office.former and self._plausible(one):
                self._given.setdefault(one.office.head, []).append(one)
        self._former = [one for one in given if one.office.former]
        self._people = dict(people)
        self._named = set(self._people.values())
        last = Counter(person.rsplit(" ", 1)[-1] for person in self._named)
        for person in self._named:
            name = person.rsplit(" ", 1)[-1]
            if last[name] == 1 and foreign(name):
                self._people.setdefault(name, person)
        self._ministries = list(dict.fromkeys(ministries))

    def holder(self, words: str, start: int) -> tuple[str, str]:
        """Who an office alone at ``start`` means, and the rule; ``?`` with ``office:doubtful`` when nobody can tell."""
        if (person := self._inside(words)) is not None:
            return person, SAME
        office = self._offices.read(words)
        listed = self._offices.holder(office, self._day)
        here = self._here(office, start, listed[0])
        if here is not None:
            return here, SAME
        if listed[0] != UNKNOWN:
            return listed
        return self._by_list(office) or (UNKNOWN, DOUBTFUL)

    def _inside(self, words: str) -> str | None:
        """The person whose name ends these words (``Thủ tướng Lê An``), where the recogniser took it into the office."""
        parts = words.split()
        for size in range(min(5, len(parts) - 1), 0, -1):
            name = " ".join(parts[-size:])
            if (person := self._people.get(name)) is not None:
                return person
            if size > 1 and self._offices.knows(name):
                return name
        return None

    def _plausible(self, one: Titled) -> bool:
        """Whether a title does not contradict the offices that the list gives its bearer on this day."""
        holding = self._offices.holding(one.person, self._day)
        return not holding or any(
            held.head == one.office.head and (_fits(one.office, held) or _fits(held, one.office)) for held, _ in holding
        )

    def shared(self, words: str, others: Sequence[tuple[str, str]]) -> str | None:
        """The holder of a longer form of this office that stands alone elsewhere in the article, when it is one person.

        Args:
            words: the office.
            others: every office alone of the article and its holder.
        """
        office = self._offices.read(words)
        holders = {
            who
            for other, who in others
            if who != UNKNOWN
            and (one := self._offices.read(other)).head == office.head
            and one.former == office.former
            and office.of in one.of
        }
        return holders.pop() if len(holders) == 1 else None

    def _here(self, office: Office, start: int, listed: str) -> str | None:
        """The last person before ``start`` whose title fits, else the only one after it."""
        fitting = self._fitting.get((office, office.body))
        if fitting is None:
            given = self._candidates(office, listed)
            fitting = self._fitting[office, office.body] = ([one.start for one in given], [one.person for one in given])
        starts, persons = fitting
        at = bisect_right(starts, start)
        if at:
            return persons[at - 1]
        return persons[0] if len(set(persons)) == 1 else None

    def _candidates(self, office: Office, listed: str) -> list[Titled]:
        """Persons with a title that an office alone may be short for, in order of the text."""
        given = self._former if office.former else self._given.get(office.head, [])
        given = [one for one in given if one.office.head == office.head]
        abroad = self._foreign(office)
        fitting = [
            one
            for one in given
            if _fits(office, one.office) and not (abroad and one.office.of and self._at_home(one.office))
        ]
        if not fitting and not abroad and len({one.person for one in given}) == 1:
            fitting = [one for one in given if not one.office.of]
        if listed != UNKNOWN and not office.of:
            own = [one for one in fitting if not self._foreign(one.office)]
            fitting = own if own or listed in self._named else fitting
        return fitting

    def _at_home(self, office: Office) -> bool:
        return office in self._offices.terms and not self._foreign(office)

    def _foreign(self, office: Office) -> bool:
        return office.of.endswith(self._countries)

    def _by_list(self, office: Office) -> tuple[str, str] | None:
        """An office without "of what": of the one ministry the article names, or of a holder whom it names."""
        if office.of or office.former:
            return None
        if office.head == "bộ trưởng" and len(self._ministries) == 1:
            holder = self._offices.holder(f"Bộ trưởng {self._ministries[0]}", self._day)
            return holder if holder[0] != UNKNOWN else None
        holders = {
            person: term
            for person in sorted(self._named)
            for held, term in self._offices.holding(person, self._day)
            if held.head == office.head
        }
        if len(holders) != 1:
            return None
        ((person, term),) = holders.items()
        return person, f"office:{FILE}:{term.line}"


def _fits(alone: Office, given: Office) -> bool:
    """Whether an office alone may be short for a title given in full, or a longer way to say it."""
    if alone.body != given.body and (alone.body and (given.body or not given.of)):
        return False
    return not alone.of or (bool(given.of) and (alone.of in given.of or given.of in alone.of))
