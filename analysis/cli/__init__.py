"""The command line, one file a group of commands. ``analysis/__main__.py`` puts them together."""
