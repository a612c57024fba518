"""What a build tells: how far it is, and at the end what became of every row."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is."""

    stage: str
    """``read``, ``renew`` (articles annotated by older rules) or ``publish``."""
    fraction: float
    """0 to 1, of this stage."""
    articles: int
    """Articles annotated so far."""
    rate: float
    """Articles a second."""
    left: float | None
    """Seconds that this stage still takes; None while nobody can know."""
    note: str = ""
    """The file or step at work."""


@dataclass(slots=True)
class FileReport:
    """What became of the rows of one file: ``read`` is the sum of the other four."""

    file: str
    new: int = 0
    unchanged: int = 0
    duplicates: int = 0
    rejected: int = 0

    @property
    def read(self) -> int:
        return self.new + self.unchanged + self.duplicates + self.rejected


@dataclass(slots=True)
class BuildReport:
    """What a build did."""

    store: str
    files: list[FileReport] = field(default_factory=list)
    renewed: int = 0
    """Articles in the store that were annotated anew because rules, models or lexicons have changed."""
    stale: int = 0
    """Articles that keep their older annotation because annotating them anew failed; the next build tries again."""
    snapshot: str = ""
    """Version of the published snapshot."""
    published: bool = False
    """Whether this build made that snapshot; False when nothing had changed."""
    seconds: float = 0.0
    batch: str = ""
    """What the new articles are marked with; empty where a build reads nothing."""

    def total(self) -> FileReport:
        """All files together.

        >>> BuildReport("s", [FileReport("a", new=2, rejected=1), FileReport("b", duplicates=1)]).total().read
        4
        """
        return FileReport(
            "total",
            sum(file.new for file in self.files),
            sum(file.unchanged for file in self.files),
            sum(file.duplicates for file in self.files),
            sum(file.rejected for file in self.files),
        )
