"""Who asks and who answers in an interview."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from voc.records import Role

How: TypeAlias = Literal["labels", "guessed", "assumed"]

_NUMBER = r"[\s_#-]*\d*"
_ASKS = re.compile(
    rf"(?:(?:interviewer|moderator|researcher|facilitator|question|int|iv|mod|interviewerin){_NUMBER}|i|q\d*"
    r"|(?:interviewer|moderator|researcher|facilitator)\b.*|.*\((?:interviewer|moderator|researcher|facilitator)\))",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    rf"(?:(?:participant|respondent|interviewee|customer|client|answer|subject|informant|user|guest|p|r){_NUMBER}"
    r"|(?:participant|respondent|interviewee|customer)\b.*|.*\((?:participant|interviewee|customer|guest)\))",
    re.IGNORECASE,
)
# Letters name the two sides only where both occur: services that tell voices apart call them A, B, C.
_LETTER_Q = re.compile(r"q\d*", re.IGNORECASE)
_LETTER_A = re.compile(r"a\d*", re.IGNORECASE)
MIN_SHARE = 0.02


class Spoken(Protocol):
    """What has to be known of a turn to tell who asks."""

    @property
    def speaker(self) -> str | None:
        """The speaker's label, None where the file gives none."""

    @property
    def text(self) -> str:
        """What was said."""

    @property
    def note(self) -> bool:
        """Whether the words are a remark of whoever typed the transcript."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The role of each speaker and how it was found: by labels, guessed from the talk, or assumed."""

    of: Mapping[str, Role]
    how: How

    def role(self, turn: Spoken) -> Role:
        """Return a turn's role; where nobody could be told apart every turn is a customer's."""
        if turn.note:
            return "system"
        if turn.speaker is None:
            return "customer" if self.how == "assumed" else "unknown"
        return self.of.get(turn.speaker, "customer")


def is_role_label(label: str) -> bool:
    """Say whether a label names a role (``Interviewer``, ``P1``, ``Q``) and not a person."""
    return bool(_ASKS.fullmatch(label) or _ANSWERS.fullmatch(label) or _LETTER_A.fullmatch(label))


def find_roles(turns: Sequence[Spoken], *, interviewers: Sequence[str] = ()) -> Roles:
    """Return who interviews: by label or by name, else the speaker who asks most and talks least.

    ``interviewers`` are the names that the transcript's head gives. With labels on one side only, the
    others are the other side. With one speaker or none named, everybody is taken for a customer and the
    roles are marked as assumed: a transcript must not lose its verbatims because nobody is named in it.
    """
    speakers = tuple(dict.fromkeys(turn.speaker for turn in turns if turn.speaker and not turn.note))
    if len(speakers) < 2:
        return Roles(dict.fromkeys(speakers, "customer"), "assumed")
    asking = {s for s in speakers if _ASKS.fullmatch(s) or any(_is_named(s, name) for name in interviewers)}
    if len(asking) == len(speakers):
        asking = {speaker for speaker in speakers if _ASKS.fullmatch(speaker)}
    answering = {speaker for speaker in speakers if _ANSWERS.fullmatch(speaker)} - asking
    letters = any(_LETTER_Q.fullmatch(speaker) for speaker in speakers)
    answering |= {speaker for speaker in speakers if letters and _LETTER_A.fullmatch(speaker)}
    if asking:
        return Roles({s: "interviewer" if s in asking else "customer" for s in speakers}, "labels")
    if answering:
        return Roles({s: "customer" if s in answering else "interviewer" for s in speakers}, "labels")
    interviewer = _most_asking(turns, speakers)
    return Roles({s: "interviewer" if s == interviewer else "customer" for s in speakers}, "guessed")


def _is_named(speaker: str, name: str) -> bool:
    """Say whether a label is a name or its first part, company and middle names left out."""
    label, known = re.sub(r"\s*[(|].*", "", speaker).lower().split(), name.lower().split()
    if not label or not known:
        return False
    return label == known[:1] or (len(label) > 1 and (label[0], label[-1]) == (known[0], known[-1]))


def _most_asking(turns: Sequence[Spoken], speakers: tuple[str, ...]) -> str:
    """Return the speaker with the largest share of turns that ask, less the share of all words spoken.

    Who says next to nothing is passed over; of equals, and where nobody asks, the one who speaks first.
    """
    if not any("?" in turn.text for turn in turns):
        return speakers[0]
    words = {s: sum(len(t.text.split()) for t in turns if t.speaker == s) for s in speakers}
    total = max(sum(words.values()), 1)

    def score(speaker: str) -> tuple[bool, float]:
        own = [turn for turn in turns if turn.speaker == speaker]
        asks = sum(1 for turn in own if "?" in turn.text) / len(own)
        share = words[speaker] / total
        return share >= MIN_SHARE, asks - share

    return max(speakers, key=score)
