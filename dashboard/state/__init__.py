"""What a visitor's session holds: the URL, the language and look, and cached answers. Parts and pages go through it."""
