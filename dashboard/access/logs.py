"""The log as lines of JSON, for whoever collects logs; asked for by ``nhiptin serve --log json``."""

from __future__ import annotations

import json
import logging
import os
from datetime import UTC, datetime

FORM = "NHIPTIN_LOG"
"""Environment variable: ``json`` or nothing."""
_PLAIN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message", "taskName"}


class Lines(logging.Formatter):
    """One record as one line: at (UTC), level, from, told, what was said beside it, and the traceback of an error.

    >>> line = Lines().format(logging.makeLogRecord({"name": "a", "levelname": "INFO", "msg": "b\\nc", "who": "lan"}))
    >>> {name: value for name, value in json.loads(line).items() if name != "at"}
    {'level': 'info', 'from': 'a', 'told': 'b\\nc', 'who': 'lan'}
    """

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"at": at, "level": record.levelname.lower(), "from": record.name, "told": record.getMessage()}
        told |= {name: value for name, value in vars(record).items() if name not in _PLAIN}
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


def to_lines() -> None:
    """Let all loggers of this process write lines of JSON to standard error, where that was asked for."""
    if os.environ.get(FORM) != "json":
        return
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in list(logging.root.manager.loggerDict):
        # Not the server's list of requests: it would keep the codes of logins.
        if name.partition(".")[0] in ("streamlit", "uvicorn") and name != "uvicorn.access":
            logger = logging.getLogger(name)
            logger.handlers[:], logger.propagate = [], True
