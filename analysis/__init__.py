"""Vietnamese technology-policy news by numbers: articles in, counted and tested answers out."""
