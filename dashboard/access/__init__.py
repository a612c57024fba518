"""The doors of a shared deployment: who asks, what is refused before a page is run, health and metrics."""
