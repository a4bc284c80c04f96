"""Labelled texts, the scores of a detector on them, and the training of its head."""
