"""What is measured, against whom, with the generator of its data. Run with ``make bench``."""
