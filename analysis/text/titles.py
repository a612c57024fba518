"""Who an office standing alone means inside one article: the person the article gives this title, last named first.

"Thủ tướng" after "Thủ tướng Lê An" is Lê An; "Bộ trưởng Tài chính" is whoever the article titles so, in words more or
fewer. Where the article is silent the dated list decides (``analysis.text.offices``), and what both leave open stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.text.fold import plain
from analysis.text.names import Name
from analysis.text.offices import DOUBTFUL, FILE, HEAD, UNKNOWN, Office, Offices
from analysis.text.spelling import foreign

REACH = 110
"""Signs before or behind a name within which its title stands."""
APART = 45
"""Signs between an office and the name of its holder in one title, at most."""
_BREAK = re.compile(r"[.;:!?…](?=\s)|[\n()]|,\s+(?=(?:và|cùng|trong|khi|tại|theo|sau|với)\b)")
_POLITE = re.compile(
    r"(?:\s+(?:ông|bà|đồng chí|gs|pgs|ts|tiến sĩ|đại tướng|thượng tướng|trung tướng|thiếu tướng)\.?)+\s*\Z"
)
_GOES_ON = re.compile(
    r"\s*\Z|\s+(?:[A-ZĐÀ-ÝĂÂÊÔƠƯ]|(?:bộ|tỉnh|thành phố|nước|của|thường trực|kiêm|quốc|ủy ban|ban|hội|chính|tài|khoa|"
    r"ngoại|công|y|giáo|an|điều hành|thứ nhất|liên|cấp cao|phụ trách)\b)"
)
"""What may follow the first word of a title; a verb may not."""
_VERB = re.compile(
    r"(?<!\w)(?:vừa|đã|đang|sẽ|sắp|cho|nói|gặp|tiếp|hội đàm|hội kiến|bổ nhiệm|yêu cầu|giao|ký|trao|chúc|mời|khen|thăm|đến|"
    r"sang|là|cùng|về|với|trong|khi|rằng|bị|được|do|từ|để|mà|ban hành|cảm ơn|bắt|điện đàm|chủ trì|xin|mong|muốn|tặng|phê|chỉ|"
    r"gửi|gọi|đáp|bày tỏ|ra lệnh|thừa nhận|đồng ý|đe dọa|cảnh báo|phản|bênh|so sánh|tiết lộ|ủng hộ|công bố|kêu|hỏi|trả|tin|"
    r"nhắc|khẳng định|nhấn|nêu|thông báo|tuyên bố|bác bỏ|xác nhận|họp|dự|tham dự|thay|kế nhiệm|không|chưa|nhận|thấy)(?!\w)"
)
"""Words that no title holds: what stands before them is the title of somebody else."""
_BEHIND = re.compile(r"\s*(?:,|\(|-|–|là)\s*")
_AFTER = re.compile(
    r"[,.;:()\n]|\s[-–]\s|\s(?:cho|nói|nhấn|khẳng|đã|sẽ|đang|phát biểu|chủ trì|đề nghị|đánh giá|bày tỏ|là|và)\s"
)
SAME = "same article"


@dataclass(frozen=True, slots=True)
class Titled:
    """A person with a title, where the article gives it."""

    start: int
    person: str
    office: Office


def without_titles(text: str, found: Sequence[Name]) -> list[Name]:
    """Names without the offices that stand beside the name of their holder: those are titles and no mentions.

    >>> text = "Thủ tướng Anh Lê An đến. Thủ tướng nói."
    >>> names = [Name("ROLE", 0, 9, ""), Name("LOC", 10, 13, ""), Name("PER", 14, 19, ""), Name("ROLE", 25, 34, "")]
    >>> [text[name.start : name.end] for name in without_titles(text, names)]
    ['Anh', 'Lê An', 'Thủ tướng']
    """
    kept = []
    for index, name in enumerate(found):
        if name.type == "ROLE":
            person = next((other for other in found[index + 1 : index + 4] if other.type == "PER"), None)
            if person is not None and person.start - name.end <= APART:
                title = _before(text, name.start, person.start)
                if title.startswith(text[name.start : name.end]):
                    continue
        kept.append(name)
    return kept


def titled(text: str, found: Sequence[Name], names: Sequence[str], offices: Offices) -> list[Titled]:
    """Every person whom the article gives a title, in order of the text."""
    given = []
    for index, name in enumerate(found):
        if name.type != "PER":
            continue
        since = found[index - 1].end if index and found[index - 1].type == "PER" else 0
        for words in (_before(text, since, name.start), *_behind(text, name.end)):
            if words:
                given.append(Titled(name.start, names[index], offices.read(words)))
    return given


def _before(text: str, since: int, start: int) -> str:
    """The title right before a name; empty when there is none."""
    window = text[max(start - REACH, since, 0) : start].rstrip(" \"”'’") + " "
    window = _BREAK.split(window)[-1]
    low = plain(window)
    if len(low) != len(window):
        window = low
    heads = list(HEAD.finditer(low))
    if not heads:
        return ""
    words = window[heads[-1].start() :]
    polite = _POLITE.search(low, heads[-1].end())
    if polite:
        words = words[: polite.start() - heads[-1].start()]
        if re.search(r"(?<!\w)(?:ông|bà)(?!\w)", polite[0]) and not words.rstrip().endswith(("-", "–", ",", ":")):
            return ""
        words = words.rstrip(" -–,:") + " "
    rest = words[heads[-1].end() - heads[-1].start() :]
    return words if _GOES_ON.match(rest) and not _VERB.search(rest) else ""


def _behind(text: str, end: int) -> Iterator[str]:
    """The titles in apposition behind a name (``Lê An, Phó Bí thư Tỉnh ủy, Bộ trưởng Tài chính,``)."""
    opening = _BEHIND.match(text, end)
    while opening is not None and HEAD.match(plain(text[opening.end() : opening.end() + 40])):
        window = text[opening.end() : opening.end() + REACH]
        stop = _AFTER.search(window)
        yield window[: stop.start()] if stop else window
        opening = _BEHIND.match(text, opening.end() + stop.start()) if stop else None


class Titles:
    """The titles of one article.

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
        countries: frozenset[str],
    ) -> None:
        self._offices = offices
        self._day = day
        self._countries = countries
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
            if (person := self._people.get(" ".join(parts[-size:]))) is not None:
                return person
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
            if not own and listed in self._named:
                return None
            fitting = own or fitting
        at = bisect_right([one.start for one in fitting], start)
        if at:
            return fitting[at - 1].person
        return fitting[0].person if fitting and len({one.person for one in fitting}) == 1 else None

    def _at_home(self, office: Office) -> bool:
        return office in self._offices.terms and not self._foreign(office)

    def _foreign(self, office: Office) -> bool:
        return any(office.of.endswith(country) for country in self._countries)

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
