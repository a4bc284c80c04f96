"""Cells of the CSV files that the command writes: customers' text is never a formula."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """Return a text that a spreadsheet will not run: a leading sign of a formula gets an apostrophe."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
