"""The only rooms that know engine and disk: the lake (truth), the snapshot (what is served), search and user state."""
