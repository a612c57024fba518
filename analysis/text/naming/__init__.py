"""Names in a text: where each begins and ends, and of which type it is."""
