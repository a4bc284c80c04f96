"""Answers that say nothing ("n/a", "none", "-"): set aside from the analysis, never thrown away."""

import re

LONGEST = 40

_SAYS_NOTHING = re.compile(
    r"""(?ix) ^\W* (
        n\W*/?\W*a | not\s+applicable | nil | null | nan | tbd | test | asdf\w* | x+
      | none (\s+(so\s+far | at\s+(the\s+moment|this\s+time) | really))?
      | nothing (\s+(really | else | to\s+add | comes\s+to\s+mind))?
      | no | nope | not\s+(really | sure | at\s+this\s+time) | unsure | idk | dunno
      | no\s+(comments? | answer | idea | opinion | suggestions? | feedback | thanks)
      | (i\s+)? (do\s+not|don\W?t) \s+know
      | (see|as)\s+above | same (\s+as\s+above)?
    )? \W* $"""
)


def says_nothing(text: str) -> bool:
    """Return whether a text is blank, a mere sign, or one of the phrases people leave a field with."""
    return len(text) < LONGEST and _SAYS_NOTHING.match(text) is not None
