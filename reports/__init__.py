"""Answers drawn from the store: populations, trends, themes, overview; and how they are drawn and written."""
