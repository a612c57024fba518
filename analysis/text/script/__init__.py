"""The characters of Vietnamese writing: letters, tone marks, case, and the syllables they make."""
