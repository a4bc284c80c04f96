"""How long work tells of its progress: a stage's name, what is done, and of how much."""

from typing import Protocol


class Progress(Protocol):
    """Called often while a stage runs; ``total`` is None where it is not known."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Take note of the progress."""
        ...


def silent(stage: str, done: int, total: int | None) -> None:
    """Tell nobody."""
