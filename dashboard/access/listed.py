"""The users' roles as the file says them now: a change is in force with the next request."""

from __future__ import annotations

import logging
from pathlib import Path

from analysis.access import users
from analysis.errors import AnalysisError

LOG = logging.getLogger("nhiptin.access")


class Listed:
    """The list of users, read again when its file has changed.

    Args:
        file: the list.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read: tuple[object, dict[str, str]] = (None, {})

    def role(self, person: str) -> str:
        """The role of a person; empty where they have none, and for all while the list cannot be read."""
        try:
            found = self._file.stat()
            mark: object = (found.st_mtime_ns, found.st_size, found.st_ino)
        except OSError:
            mark = "missing"
        if self._read[0] != mark:
            try:
                self._read = (mark, users.read(self._file))
            except AnalysisError as error:
                LOG.error("nobody is let in: %s", error)
                self._read = (mark, {})
        return users.role_of(self._read[1], person)
