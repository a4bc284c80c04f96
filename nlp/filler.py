"""Answers that say nothing ("n/a", "none", "-"): set aside from the analysis, never thrown away."""

import re

_SAYS_NOTHING = re.compile(
    r"""(?ix) ^\W* (
        n\W*/?\W*a | none(\s+so\s+far|\s+at\s+(the\s+moment|this\s+time)|\s+really)? | nothing(\s+(really|else|to\s+add|comes\s+to\s+mind))?
      | nil | null | nan | no | nope | not\s+(applicable|really|sure|at\s+this\s+time) | no\s+(comments?|answer|idea|opinion|suggestions?|feedback|thanks)
      | (i\s+)?(do\s+not|don\W?t)\s+know | dunno | unsure | idk | tbd | test | asdf\w* | x+ | see\s+above | same(\s+as\s+above)? | as\s+above
    )? \W* $"""
)


def says_nothing(text: str) -> bool:
    """Return whether a text is blank, a mere sign, or one of the phrases people leave a field with."""
    return len(text) < 40 and _SAYS_NOTHING.match(text) is not None
