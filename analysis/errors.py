"""Every error the product raises on purpose.

::

    AnalysisError                       a sentence for the reader: what, got, allowed, next command
    ├── ScopeError(ValueError)          a filter that cannot be read or that contradicts itself
    ├── InputError(ValueError)          a file, row or option from outside that cannot be used
    │   ├── CorrectionRefused           a correction of an entity that contradicts what the store holds
    │   └── TopicRefused                an edit of the topics that cannot be made
    ├── TooLong(TimeoutError)           a question that took longer than the server allows
    ├── AccessRefused(PermissionError)  something that this visitor's role may not do
    ├── StoreError(OSError)             the store on disk cannot be read or written
    │   ├── StoreMissing(FileNotFoundError)   there is no store (or no snapshot in it) at this path
    │   └── StoreBusy(BlockingIOError)        another process is writing to this store
    ├── EngineError(RuntimeError)       a cluster that cannot be reached or used
    ├── QuestionError(LookupError)      a question, term, entity or article that does not exist
    └── ModelError(RuntimeError)        a model or lexicon file is missing or of another version

The command line maps them to exit code 2 (refused) when the input was at fault and 1 (failed) otherwise;
pages show their sentence and nothing more.
"""

from __future__ import annotations


class AnalysisError(Exception):
    """Base of all errors of this product; ``str(error)`` is one sentence fit for a reader."""


class ScopeError(AnalysisError, ValueError):
    """A filter that cannot be read or that contradicts itself."""


class InputError(AnalysisError, ValueError):
    """A file, row or option from outside that cannot be used."""


class CorrectionRefused(InputError):
    """A correction of an entity that contradicts what the store holds.

    Attributes:
        reason: unknown, gone, taken, same, surface or only: for whoever says it in another language.
        values: the names and numbers of the sentence.
    """

    def __init__(self, reason: str, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.reason, self.values = reason, values


class TopicRefused(InputError):
    """An edit of the topics that cannot be made.

    Attributes:
        reason: name, code, seeds, unknown, gone, taken or same: for whoever says it in another language.
    """

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


class StoreError(AnalysisError, OSError):
    """The store on disk cannot be read or written."""


class StoreMissing(StoreError, FileNotFoundError):
    """There is no store, or no published snapshot in it, at this path."""


class StoreBusy(StoreError, BlockingIOError):
    """Another process is writing to this store."""


class EngineError(AnalysisError, RuntimeError):
    """A cluster that cannot be reached or used."""


class QuestionError(AnalysisError, LookupError):
    """A question, term, entity or article that does not exist."""


class ModelError(AnalysisError, RuntimeError):
    """A model or lexicon file is missing or of another version."""


class TooLong(AnalysisError, TimeoutError):
    """A question that took longer than the server allows."""


class AccessRefused(AnalysisError, PermissionError):
    """Something that this visitor's role may not do.

    Attributes:
        deed: what they wanted to do.
        role: theirs; empty for a stranger.
    """

    def __init__(self, deed: str, role: str) -> None:
        super().__init__(f"this is not allowed: got {deed} by {role or 'a stranger'}, allowed to roles that may do it")
        self.deed, self.role = deed, role
