"""The addresses of the pages; light, so that a command may know them before Streamlit is loaded."""

PAGES = ("overview", "keywords", "compare", "entities", "documents", "quotes", "topics", "articles", "data", "methods")
"""In the order of the navigation."""
