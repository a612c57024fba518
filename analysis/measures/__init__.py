"""Statistics on small frames: no engine, no store, no text. One topic a file.

``intervals``, ``significance``, ``periods`` and ``dispersion`` are the floor the others stand on; no other file imports
its neighbour.
"""
