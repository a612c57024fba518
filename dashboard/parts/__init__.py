"""What several pages draw: the frame round a figure, the sentences behind a number, controls, the scope bar."""
