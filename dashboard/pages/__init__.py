"""One page a file: it asks, places and says; see view.py."""
