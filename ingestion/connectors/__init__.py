"""Connectors: feedback pulled from the systems that hold it, page by page."""
