"""People's topics and labels in a store counted by hand: learned, filed, merged, split, taken back, kept through renewals."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime
from pathlib import Path
from shutil import copytree

import pytest

from analysis import filing
from analysis.errors import InputError, QuestionError, TopicRefused
from analysis.questions import topic_articles, topic_list, topic_shares
from analysis.schema import TOPICS, ZONE, Annotation, Article, Sentence, Term
from analysis.scope import Scope
from analysis.store import rows
from analysis.store.found import found, unclear
from analysis.store.lake import Lake
from analysis.store.publish import publish
from analysis.store.snapshot import open_snapshot
from analysis.store.taxonomy import edits, labels, lines
from analysis.store.taxonomy.edits import TopicEdit, code_of
from analysis.store.taxonomy.labels import Label
from analysis.store.taxonomy.listed import checked, replay

CHARGING = ["trạm", "sạc", "pin", "cọc", "cắm", "ắc", "quy", "lưới", "trụ", "phích", "công", "suất"]
TOYS = ["đồ", "chơi", "búp", "bê", "kệ", "hàng", "quà", "tặng", "trẻ", "em", "gói"]
REST = [
    "mưa",
    "nắng",
    "chợ",
    "cá",
    "vườn",
    "rau",
    "sân",
    "bóng",
    "hát",
    "múa",
    "núi",
    "sông",
    "cầu",
    "đường",
    "lúa",
    "trà",
]
OURS = "own-electric-cars"


def article(number: int, words: list[str], topic: str = "other") -> tuple[Article, Annotation]:
    title = " ".join(words)
    terms, at = [], 0
    for word in words:
        terms.append(Term(word, at, at + len(word), 0))
        at += len(word) + 1
    scores = tuple(0.75 if code == topic else 0.01 for code in TOPICS)
    day = datetime(2025, 10, 1 + number % 28, tzinfo=ZONE)
    made = Article("Nhịp Số", day, False, f"{title} {number}", "", "", url=f"u{number}", origin="hand")
    return made, Annotation(len(terms), (Sentence(0, len(title), "title"),), tuple(terms), (), (topic,), scores, ())


def corpus() -> tuple[list[tuple[Article, Annotation]], set[str]]:
    """200 articles and the keys of the 70 about charging: 30 of these never name the seed, 40 others name it beside toys."""
    dice = random.Random(7)
    made, about = [], set()
    kinds = [(["xe", "điện"], CHARGING, 40, True), ([], CHARGING, 30, True), (["xe", "điện"], TOYS, 40, False)]
    for seed, words, many, true in [*kinds, ([], REST, 90, False)]:
        for _ in range(many):
            text = seed + dice.sample(words, 5) + dice.sample(REST, 4)
            made.append(article(len(made), text, "green" if len(made) % 7 == 0 else "other"))
            about |= {made[-1][0].key} if true else set()
    return made, about


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("town") / "store"
    Lake(store).append(rows.articles_table(corpus()[0], version="v1", written=1))
    publish(store)
    return store


@pytest.fixture
def town(built: Path, tmp_path: Path) -> Path:
    return Path(copytree(built, tmp_path / "store"))


def filed(store: Path, code: str = OURS) -> set[str]:
    frame = open_snapshot(store).query(
        "SELECT key FROM articles JOIN article_topics USING (article_id) WHERE topic = ?", [code]
    )
    return set(frame["key"])


def found_by_the_classifier(store: Path, code: str) -> set[str]:
    frame = open_snapshot(store).query(
        "SELECT key FROM articles JOIN found_topics USING (article_id) WHERE topic = ?", [code]
    )
    return set(frame["key"])


def counts(store: Path) -> Counter[str]:
    frame = open_snapshot(store).query("SELECT topic FROM article_topics")
    return Counter(frame["topic"].tolist())


def f1(found: set[str], truth: set[str]) -> float:
    return 2 * len(found & truth) / (len(found) + len(truth))


def add(store: Path, **given: str) -> TopicEdit:
    wanted = TopicEdit(0, "", "", "add", OURS, "", "Xe điện", "Electric cars", ("xe điện",))
    return filing.edit(store, wanted, who="An")


def test_a_topic_works_from_seeds_alone_and_labels_make_it_better(town: Path) -> None:
    every, about = corpus()
    keys = [one.key for one, _ in every]
    shown, hidden = set(keys[::2]), set(keys[1::2])
    before = filing.effect(town, TopicEdit(0, "", "", "add", "", "", "Xe điện", "Electric cars", ("xe điện",)))
    assert before.made.code == OURS and before.looked == 200 and len(before.examples) == 6
    add(town)
    alone = filed(town)
    assert before.counts.set_index("topic")["n_after"][OURS] == len(alone)
    assert f1(alone & hidden, about & hidden) > 0.4
    labels.keep(town, [Label(0, "", "", key, OURS, key in about) for key in keys[::2]], who="Bình")
    assert filing.pending(open_snapshot(town), town)
    filing.apply(town)
    assert not filing.pending(open_snapshot(town), town)
    learned = filed(town)
    assert learned & shown == about & shown
    assert f1(learned & hidden, about & hidden) > max(0.85, f1(alone & hidden, about & hidden))
    listed = topic_list(open_snapshot(town), Scope()).set_index("topic").loc[OURS]
    assert listed["measured"] == "none", "every second article of a list is no random draw of the topic"


def test_labels_of_a_random_draw_measure_and_others_do_not(town: Path) -> None:
    _, about = corpus()
    everything = Scope(lens="all")
    add(town)
    drawn = topic_articles(open_snapshot(town), everything, topic=OURS, sort="drawn", top=100)["key"].tolist()
    assert drawn == sorted(filed(town))
    for code, read in ((OURS, drawn[:30]), ("green", sorted(filed(town, "green"))[:4])):
        labels.keep(town, [Label(0, "", "", key, code, key in about) for key in read], who="Bình")
    filing.apply(town)
    listed = topic_list(open_snapshot(town), everything).set_index("topic")
    right = sum(key in about for key in sorted(found_by_the_classifier(town, "green"))[:4])
    assert tuple(listed.loc["green", ["measured", "checked", "rightly"]]) == ("classifier", 4, right)
    assert listed["measured"][OURS] == "labels" and 20 <= listed["checked"][OURS] <= 30
    share = topic_shares(open_snapshot(town), everything, by="all").set_index("topic").loc[OURS]
    assert share["measured"] == "labels" and share["corrected"]
    assert share["low"] <= len(filed(town) & about) / 200 <= share["high"], "what it misses stays unknown"
    left = topic_articles(open_snapshot(town), everything, topic=OURS, sort="drawn", top=100)["key"].tolist()
    assert not {*left} & {*drawn[:30]} and left == sorted(left)
    labels.undo(town, drawn[0], OURS, who="Bình")
    labels.undo(town, drawn[1], OURS, who="Bình")
    labels.undo(town, drawn[2], OURS, who="Bình")
    filing.apply(town)
    listed = topic_list(open_snapshot(town), everything).set_index("topic")
    assert listed["checked"][OURS] < 20 and listed["measured"][OURS] == "none", "the draw begins at its first article"


def test_a_search_knows_a_topic_by_peoples_names_for_it(town: Path) -> None:
    add(town)
    filing.edit(town, TopicEdit(0, "", "", "rename", "green", "", "Năng lượng sạch", "Clean energy"), who="An")
    store = open_snapshot(town)
    for typed, code in (("Xe điện", OURS), ("XE DIEN", OURS), ("electric cars", OURS), ("năng lượng sạch", "green")):
        search = f'topic:"{typed}"'
        keys = store.query("SELECT key FROM articles WHERE article_id IN (SELECT unnest($ids::INTEGER[]))",
                           {"ids": found(store, search).tolist()})  # fmt: skip
        assert set(keys["key"]) == filed(town, code) != set() and not unclear(search, store=store)
    assert found(store, 'topic:"Chuyển đổi xanh"').tolist() == found(store, "topic:green").tolist()
    assert unclear('topic:"xe dienn"', store=store)[0].endswith(f"write: topic:{OURS}")


def test_a_new_topic_says_that_nothing_is_measured(town: Path) -> None:
    add(town)
    share = topic_shares(open_snapshot(town), Scope(lens="all"), by="all").set_index("topic")
    assert (share["measured"][OURS], share["measured"]["green"], share["measured"]["other"]) == (
        "none",
        "classifier",
        "none",
    )
    assert share["share"][OURS] == share["raw"][OURS] and not share["corrected"][OURS]


def test_a_label_wins_and_outlives_new_annotations(town: Path) -> None:
    (right, _), (more, _), (wrong, _) = (corpus()[0][number] for number in (1, 150, 7))
    assert wrong.key in filed(town, "green")
    for key, code, yes in ((right.key, "ai", True), (more.key, "data", True), (wrong.key, "green", False)):
        filing.label(town, key, code, yes=yes, who="An")
    filing.apply(town)
    rules = open_snapshot(town).query(
        "SELECT key, topic, rank, rule, main_topic FROM articles JOIN article_topics USING (article_id) WHERE rule = 'label'"
    )
    said = {(row.key, row.topic, row.main_topic) for row in rules.itertuples()}
    assert said == {(right.key, "ai", "ai"), (more.key, "data", "data"), (wrong.key, "other", "other")}
    Lake(town).append(rows.articles_table(corpus()[0], version="v2", written=2))
    publish(town)
    assert right.key in filed(town, "ai") and wrong.key not in filed(town, "green")
    filing.label(town, right.key, "ai", yes=None, who="An")
    filing.apply(town)
    assert right.key not in filed(town, "ai")
    with pytest.raises(InputError, match="no label to take back"):
        filing.label(town, right.key, "ai", yes=None, who="An")


def test_renewing_gives_what_publishing_gives(town: Path) -> None:
    add(town)
    filing.edit(town, TopicEdit(0, "", "", "merge", "green", "industry"), who="An")
    filing.label(town, corpus()[0][3][0].key, "ai", yes=True, who="An")
    filing.apply(town)
    tables = ("SELECT * FROM topics", "SELECT * FROM article_topics ORDER BY ALL", "SELECT main_topic FROM articles")
    renewed = [open_snapshot(town).query(sql).to_csv() for sql in tables]
    publish(town)
    assert [open_snapshot(town).query(sql).to_csv() for sql in tables] == renewed


def test_merge_split_rename_reseed_and_undo_by_hand(town: Path) -> None:
    start = counts(town)
    assert start == {"other": 171, "green": 29}
    seen = filing.effect(town, TopicEdit(0, "", "", "merge", "green", "industry"))
    assert seen.counts.values.tolist() == [["industry", 0, 29], ["green", 29, 0]]
    merged = filing.edit(town, TopicEdit(0, "", "", "merge", "green", "industry"), who="An")
    assert counts(town) == {"other": 171, "industry": 29} and "green" not in open_snapshot(town).topics
    filing.undo(town, merged.id, who="An")
    assert counts(town) == start
    split = filing.edit(town, TopicEdit(0, "", "", "split", "green", "", "Xe điện", "", ("xe điện",)), who="An")
    after = counts(town)
    assert split.becomes == code_of("Xe điện") and 0 < after[split.becomes] <= 29
    assert after[split.becomes] + after["green"] == 29 and after["other"] == 171
    filing.edit(town, TopicEdit(0, "", "", "rename", "green", "", "Xanh", "Greener"), who="An")
    assert open_snapshot(town).topics["green"] == {"vi": "Xanh", "en": "Greener"}
    filing.edit(town, TopicEdit(0, "", "", "reseed", split.becomes, seeds=("không bài nào có",)), who="An")
    assert counts(town) == start
    for one in edits.in_force(town):
        filing.undo(town, one.id, who="An", later=True)
    filing.apply(town)
    assert counts(town) == start and list(open_snapshot(town).topics) == list(TOPICS)


REFUSED: list[tuple[str, TopicEdit]] = [
    ("taken", TopicEdit(0, "", "", "add", OURS, "", "Xe điện", "", ("pin",))),
    ("seeds", TopicEdit(0, "", "", "add", "", "", "Xe máy", "", (" ; ", ""))),
    ("seeds", TopicEdit(0, "", "", "reseed", "ai", seeds=("12",))),
    ("name", TopicEdit(0, "", "", "add", "", "", "<b>Xe</b>", "", ("pin",))),
    ("name", TopicEdit(0, "", "", "rename", "ai", "", " ")),
    ("code", TopicEdit(0, "", "", "add", "ai2", "", "Xe máy", "", ("pin",))),
    ("gone", TopicEdit(0, "", "", "merge", "industry", "green")),
    ("same", TopicEdit(0, "", "", "merge", "ai", "ai")),
    ("unknown", TopicEdit(0, "", "", "merge", "ai", "other")),
    ("unknown", TopicEdit(0, "", "", "rename", "own-nothing", "", "Xe")),
]


@pytest.mark.parametrize(("reason", "wanted"), REFUSED)
def test_what_cannot_be_edited(reason: str, wanted: TopicEdit) -> None:
    now = [
        TopicEdit(1, "", "", "add", OURS, "", "Xe điện", "Electric cars", ("xe điện",)),
        TopicEdit(2, "", "", "merge", "green", "industry"),
    ]
    with pytest.raises(TopicRefused, match="got") as refused:
        checked(now, wanted)
    assert refused.value.reason == reason


def test_merges_follow_each_other_and_an_edit_of_what_is_gone_rests() -> None:
    found = replay(
        [
            TopicEdit(1, "", "", "merge", "green", "industry"),
            TopicEdit(2, "", "", "merge", "industry", "data"),
            TopicEdit(3, "", "", "merge", "data", "green"),
            TopicEdit(4, "", "", "rename", "own-x", "", "X"),
        ]
    )
    assert found.moves == {"green": "data", "industry": "data"}
    assert [one.id for one in found.without_effect] == [3, 4]


def test_lines_go_out_and_come_back(town: Path, tmp_path: Path) -> None:
    add(town)
    key = corpus()[0][3][0].key
    filing.label(town, key, OURS, yes=False, who="Bình")
    file = tmp_path / "topics.tsv"
    file.write_text(lines.written(edits.in_force(town), labels.in_force(town)), "utf-8")
    again = filing.take_in(town, file, who="Chi")
    assert (again.edits, again.labels, again.problems) == ((), (), ())
    labels.undo(town, key, OURS, who="An")
    filing.undo(town, 1, who="An")
    back = filing.take_in(town, file, who="Chi")
    assert [one.who for one in back.edits] == ["An"] and [one.who for one in back.labels] == ["Bình"]
    assert key not in filed(town)


def test_bad_lines_are_named_and_the_rest_is_used(town: Path, tmp_path: Path) -> None:
    key = corpus()[0][3][0].key
    good = f"add\t{OURS}\t\tXe điện\tElectric cars\txe điện\t\t"
    file = tmp_path / "mine.tsv"
    wrong = [
        f"add\t{OURS}\t\tTrùng\t\tpin\t\t",
        "add\town-empty\t\tRỗng\t\t ; \t\t",
        "merge\tgreen\tindustry\t\t\t\t\t",
        "merge\tindustry\tgreen\t\t\t\t\t",
        f"yes\tai\t{'0' * 32}\t\t\t\t\t",
        f"yes\tnone\t{key}\t\t\t\t\t",
        "burn\tai\t\t\t\t\t\t",
        "merge\tai",
        "rename\tai\t\tTrí tuệ\t\t\t\tmai",
    ]
    file.write_text("\n".join([good, *wrong, f"yes\tai\t{key}\t\t\t\t\t"]) + "\n", "utf-8")
    found = filing.take_in(town, file, who="An")
    assert [one.action for one in found.edits] == ["add", "merge"] and len(found.labels) == 1
    assert [one.line for one in found.problems] == [2, 3, 5, 6, 7, 8, 9, 10]
    assert all(str(one).startswith("mine.tsv:") for one in found.problems)
    assert key in filed(town, "ai")


def test_labels_of_what_is_gone_are_named(town: Path) -> None:
    with pytest.raises(QuestionError, match="no such article"):
        filing.label(town, "0" * 32, "ai", yes=True, who="An")
    with pytest.raises(InputError, match="unknown topic"):
        filing.label(town, corpus()[0][3][0].key, "other", yes=True, who="An")
    labels.keep(
        town, [Label(0, "", "", "0" * 32, "ai", True), Label(0, "", "", corpus()[0][3][0].key, OURS, True)], who="An"
    )
    filing.apply(town)
    told = filing.without_effect(town)
    assert len(told) == 2 and "not in this store" in told[0] and OURS in told[1]


@pytest.mark.parametrize("words", [["pin"], ["xe", "điện"] * 2000, ["electric", "cars", "charge", "at", "home"]])
def test_odd_articles_are_filed_without_a_fuss(tmp_path: Path, words: list[str]) -> None:
    store = tmp_path / "odd"
    Lake(store).append(rows.articles_table([article(1, words), article(2, ["mưa"])], version="v1", written=1))
    publish(store)
    seeds = ("xe điện", "electric cars", "pin")
    filing.edit(store, TopicEdit(0, "", "", "add", OURS, "", "Xe điện", "", seeds), who="An")
    assert sum(counts(store).values()) == 2 and len(filed(store)) == 1
