"""One article in, its annotations out: pure functions of the text, the shipped lexicons and the shipped models."""
