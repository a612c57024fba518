"""Lists of words and names: read with their problems, versioned, and matched in running text."""
