"""Bytes from outside to articles and rejects; these rooms trust nothing."""
