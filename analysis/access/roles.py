"""Roles and what each of them may do: the one table that every change on a page is asked of."""

from __future__ import annotations

ROLES = ("viewer", "editor", "admin")
"""Each may all that those before it may."""
DEEDS = {
    "read": "viewer",
    "words": "editor",
    "topics": "editor",
    "labels": "editor",
    "corrections": "editor",
    "imports": "editor",
    "calendar": "editor",
    "views": "editor",
    "alerts": "editor",
    "stories": "editor",
    "notes": "editor",
    "deletion": "admin",
    "audit": "admin",
    "users": "admin",
}
"""What can be done -> the least role that may do it."""


def allows(role: str, deed: str) -> bool:
    """Whether a role may do something; an unknown role may nothing.

    Raises:
        KeyError: no such deed, which is a slip of the program.

    >>> [allows(role, "words") for role in (*ROLES, "stranger")], allows("editor", "deletion")
    ([False, True, True, False], False)
    """
    least = ROLES.index(DEEDS[deed])
    return role in ROLES and ROLES.index(role) >= least
