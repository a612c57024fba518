"""Files → store: read, leave out what is known, annotate, commit, publish. What is done is kept, however a run ends.

::

    build(paths, store)   reads, annotates what is new or was annotated by older rules, publishes when anything changed
    add(found, store)     the same for articles that are read already, or fetched
    apply(store)          annotates again what edits of the lexicons touch, and publishes
    without(store, taken) takes articles out, and publishes
    publish(store)        makes the snapshot anew from the lake
    describe(store)       tells what is in the store
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic

from analysis.describe import describe
from analysis.engines.annotator import job
from analysis.errors import InputError, StoreError
from analysis.intake import Intake, Tell
from analysis.paths import SAMPLE
from analysis.report import BuildReport, FileReport, Progress
from analysis.sources.files import Reading, Supply, digest, inputs, supplies
from analysis.store import corrections, hiding, lexicons, lock, places, state, story_edits
from analysis.store import publish as publishing
from analysis.store.amend import numbers
from analysis.store.lake import Lake
from analysis.store.lexicons import Terms
from analysis.store.readings import Readings
from analysis.store.snapshot import Snapshot, open_snapshot
from analysis.store.taxonomy import made as topics
from analysis.store.window import Window

__all__ = ["BuildReport", "FileReport", "Progress", "add", "apply", "build", "describe", "publish", "without"]


def build(
    paths: Sequence[Path],
    store: Path,
    *,
    source: str | None = None,
    columns: Mapping[str, str] | None = None,
    date_format: str | None = None,
    encoding: str = "auto",
    sample: bool | None = None,
    progress: Tell = lambda step: None,
    processes: int | None = None,
    on: str = "",
    lake: str = "",
) -> BuildReport:
    """Add the articles of files to a store and publish it.

    Args:
        paths: files, folders and zips (see ``analysis.sources.files.read``, also for the next three).
        store: the store's folder; made when it is missing.
        source: outlet of articles that name none.
        columns: field → column name.
        date_format: how dates are written whose reading is not certain.
        encoding: character set of text files (``sources.recode.ENCODINGS``).
        sample: whether the articles are the shipped sample's; None: when the paths lie in its folder.
        progress: told about once a second how far the work is.
        processes: annotating processes; None: as many as cores, or this one alone for few articles.
        on: a cluster that annotates instead, ``dask://HOST:PORT``; empty: this machine.
        lake: where a new store's lake lies, ``s3://BUCKET/PLACE``; empty: in its folder, or where the store knows it to lie.

    Returns:
        What became of every row; the columns of its files add up.

    Raises:
        InputError: a path or setting that cannot be used, or sample and real articles in one store.
        StoreBusy: another process writes to this store.
        StoreError: the disk failed. Articles committed so far stay.
        EngineError: the cluster cannot be used. Articles committed so far stay.
        ModelError: a model or lexicon is missing or damaged.
    """
    own = _is_sample(paths) if sample is None else sample
    reading = Reading(source, columns or {}, date_format, own, encoding)
    found = inputs(paths)
    with Readings(store) as memory:
        return add(
            supplies(found, reading, memory),
            store,
            batch=f"import-{digest(found)}",
            sample=reading.sample,
            progress=progress,
            processes=processes,
            on=on,
            lake=lake,
        )


def add(
    found: Sequence[Supply],
    store: Path,
    *,
    batch: str,
    sample: bool,
    progress: Tell = lambda step: None,
    processes: int | None = None,
    on: str = "",
    lake: str = "",
) -> BuildReport:
    """Add articles that were read or fetched to a store and publish it.

    Args:
        found: the articles, each with ``sample`` as given here.
        store: the store's folder; made when it is missing.
        batch: what the new ones are marked with, so that they can be told from others and taken out again.
        sample: whether they are the shipped sample's.
        progress: told about once a second how far the work is.
        processes: annotating processes; None: as many as cores, or this one alone for few articles.
        on, lake: as in ``build``.

    Raises:
        InputError: sample and real articles in one store.
        StoreBusy: another process writes to this store.
        StoreError: the disk failed. Articles committed so far stay.
        ModelError: a model or lexicon is missing or damaged.
    """
    began = monotonic()
    with lock.writing(store, task=batch):
        if lake:
            places.put_lake(store, lake)
        articles = Lake(store)
        refuse_mixing(store, articles, sample=sample)
        report = BuildReport(str(store))
        wanted = lexicons.terms(store)
        intake = Intake(articles, job(wanted), report, progress, processes, on)
        intake.read(found, batch=batch)
        _settle(store, articles, intake, wanted, report, progress)
    report.seconds = monotonic() - began
    return report


def apply(store: Path, *, progress: Tell = lambda step: None, processes: int | None = None) -> BuildReport:
    """Bring a store up to date with the edits of its lexicons.

    New and removed terms: only the articles that may hold one are annotated again. Stop words: the published
    snapshot is copied and other terms are hidden in it. Concepts need nothing: questions read them as they are.

    Args:
        store: the store's folder.
        progress: told about once a second how far the work is.
        processes: annotating processes; None: as many as cores, or this one alone for few articles.

    Raises:
        StoreMissing: there is nothing in the store.
        StoreBusy: another process writes to this store.
        StoreError: the disk failed.
    """
    began = monotonic()
    if not places.has_lake(store):
        raise publishing.nothing(store)
    with lock.writing(store, task="apply"):
        lake, report, wanted = Lake(store), BuildReport(str(store)), lexicons.terms(store)
        intake = Intake(lake, job(wanted), report, progress, processes)
        _settle(store, lake, intake, wanted, report, progress)
    report.seconds = monotonic() - began
    return report


def without(store: Path, taken: Callable[[Lake], int], *, task: str, progress: Tell = lambda step: None) -> int:
    """Take articles out of a store and publish what is left, all under one lock.

    Args:
        store: the store's folder.
        taken: takes them out of the lake, and says how many they are; what it raises is raised, and nothing published.
        task: what others are told who want to write meanwhile.
        progress: told how far the publishing is.

    Raises:
        StoreMissing: there is nothing in the store.
        StoreBusy: another process writes to this store.
        StoreError: the disk failed. What is taken out by then stays out, and the next build publishes it.
    """
    if not places.has_lake(store):
        raise publishing.nothing(store)
    with lock.writing(store, task=task):
        gone = taken(Lake(store))
        _publish(store, progress)
    return gone


def _settle(store: Path, lake: Lake, intake: Intake, wanted: Terms, report: BuildReport, progress: Tell) -> None:
    """Annotate again what rules or terms have overtaken, and publish what has changed."""
    changed = wanted.changed(lexicons.known_terms(store))
    intake.renew(lake.holding(lexicons.runs(changed)) if changed else frozenset())
    if changed and not report.stale:
        lexicons.remember_terms(store, wanted)
    published = _published(store)
    if published is not None and not intake.changed and not _outdated(published, lake, store):
        if _hides(published, words := _stop_words(store)):
            report.snapshot = published.version
        else:
            progress(Progress("publish", 0.0, 0, 0.0, None, "terms"))
            report.snapshot, report.published = hiding.renew(store, words), True
        if published.meta["topics"] != topics.layer(store).mark:
            progress(Progress("publish", 0.5, 0, 0.0, None, "topics"))
            report.snapshot, report.published = topics.renew(store), True
        return
    lake.tidy()
    report.snapshot, report.published = _publish(store, progress), True


def publish(
    store: Path, *, since: str = "", until: str = "", lake: str = "", progress: Tell = lambda step: None
) -> str:
    """Make the snapshot anew from the lake and publish it; returns its version.

    Args:
        store: the store's folder.
        since, until: days, ``YYYY-MM-DD``, that it is limited to, both inclusive; empty: no bound. Later builds keep to them.
        lake: an address at which the lake lies already; empty: the one that the store knows.
        progress: told how far the publishing is.

    Raises:
        InputError: a day or an address that cannot be used, or no article of these days.
        StoreMissing: there is nothing to publish.
        StoreBusy: another process writes to this store.
    """
    window = Window.parse(since, until)
    if not lake and not places.has_lake(store):
        raise publishing.nothing(store)
    with lock.writing(store, task="publish"):
        if lake:
            places.put_lake(store, lake)
        return _publish(store, progress, anew=True, window=window)


def _publish(store: Path, progress: Tell, *, anew: bool = False, window: Window | None = None) -> str:
    """Without a window, that of the published snapshot stays."""
    if window is None:
        published = _published(store)
        window = Window.of({} if published is None else published.meta)
    steps = publishing.STEPS

    def tell(step: str) -> None:
        progress(Progress("publish", steps.index(step) / len(steps), 0, 0.0, None, step))

    return publishing.publish(store, stop_words=_stop_words(store), anew=anew, window=window, progress=tell)


def _stop_words(store: Path) -> frozenset[str]:
    from analysis.text.lexicons import lexicon

    return state.stop_words(store, lexicon.load().stopwords)


def _is_sample(paths: Sequence[Path]) -> bool:
    inside = [path.resolve().is_relative_to(SAMPLE) for path in paths]
    if any(inside) and not all(inside):
        raise InputError("sample and real articles never mix: got both; build them into two stores")
    return any(inside)


def refuse_mixing(store: Path, lake: Lake, *, sample: bool) -> None:
    """Refuse real articles for a store of sample articles, and the reverse.

    Raises:
        InputError: they would mix.
    """
    held = lake.sample()
    if held is not None and held != sample:
        names = {True: "sample", False: "real"}
        raise InputError(
            f"sample and real articles never mix: got {names[sample]} articles for the store of {names[held]} articles at "
            f"{store}; name another one with --store DIR"
        )


def _published(store: Path) -> Snapshot | None:
    """The published snapshot; None when there is none, or none that can be read."""
    try:
        return open_snapshot(store)
    except StoreError:
        return None


def _outdated(snapshot: Snapshot, lake: Lake, store: Path) -> bool:
    """Whether the snapshot is of an older lake or lacks a correction of names or stories."""
    if snapshot.meta["lake_version"] != str(lake.version):
        return True
    if snapshot.meta["story_edits"] != story_edits.numbers(story_edits.in_force(store)):
        return True
    return snapshot.meta["corrections"] != numbers(corrections.in_force(store))


def _hides(snapshot: Snapshot, stop_words: frozenset[str]) -> bool:
    """Whether rankings of the snapshot hide exactly these terms."""
    wrong = snapshot.query(
        "SELECT count(*) AS n FROM terms WHERE stop <> (length(term) = 1 OR list_contains($words, term))",
        {"words": sorted(stop_words)},
    )
    return int(wrong.n[0]) == 0
