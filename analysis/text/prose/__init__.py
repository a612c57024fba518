"""A raw text made readable: cleaned with a way back, captions marked off, cut into sentences."""
