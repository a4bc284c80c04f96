"""Who asks and who answers in an interview."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ingestion.staff import is_named, is_staff
from voc.records import Role, RoleFrom

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
_UNKNOWN = re.compile(r"(?:unknown|unidentified)(?: speaker.*)?", re.IGNORECASE)
# How questions begin where a recogniser wrote no marks.
_QUESTION = re.compile(
    r"(?:so |and |okay |ok )*(?:what|how|why|when|where|who|which|tell me|could you|can you|would you"
    r"|do you|did you|have you|are you|were you|is there|is it)\b",
    re.IGNORECASE,
)
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

    @property
    def role(self) -> Role | None:
        """The speaker's role where the file itself states it."""


@dataclass(frozen=True, slots=True)
class Team:
    """What is known of the people in a talk beside their labels.

    ``interviewers`` are the names that the transcript's head gives, ``staff`` the names, companies and
    mail domains that the user calls his own, ``emails`` the addresses that the file gives by label.
    """

    interviewers: Sequence[str] = ()
    staff: Sequence[str] = ()
    emails: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Roles:
    """The role of each speaker with how it was found, and how the talk's roles were found on the whole.

    ``metadata`` (the file states it), ``labels``, ``staff``, ``questions`` (who asks most) or ``assumed``
    (nobody asks, or nobody could be told apart).
    """

    of: Mapping[str, Role]
    found: Mapping[str, RoleFrom]
    how: RoleFrom

    def role(self, turn: Spoken) -> tuple[Role, RoleFrom]:
        """Return a turn's role; words of nobody known are a customer's where nobody is known to ask."""
        if turn.note:
            return "system", "labels"
        if turn.speaker and turn.speaker in self.of:
            return self.of[turn.speaker], self.found[turn.speaker]
        return "unknown" if any(role != "customer" for role in self.of.values()) else "customer", "assumed"


def is_role_label(label: str) -> bool:
    """Say whether a label names a role (``Interviewer``, ``P1``, ``Q``) and not a person."""
    return bool(_ASKS.fullmatch(label) or _ANSWERS.fullmatch(label) or _LETTER_A.fullmatch(label))


def find_roles(turns: Sequence[Spoken], team: Team) -> Roles:
    """Return who interviews: as the file states, by label, by the staff's names, else by who asks.

    Where one side only is known, the others are the other side. With one speaker or none named,
    everybody is taken for a customer and the roles are marked as assumed: a transcript must not lose
    its verbatims because nobody is named in it.
    """
    named = dict.fromkeys(turn.speaker for turn in turns if turn.speaker and not turn.note)
    speakers = tuple(speaker for speaker in named if not _UNKNOWN.fullmatch(speaker))
    stated = {turn.speaker: turn.role for turn in turns if turn.speaker and turn.role}
    own = {speaker for speaker in speakers if is_staff(speaker, team.emails.get(speaker), team.staff)}
    if stated:
        rest: Role = "interviewer" if set(stated.values()) == {"customer"} else "customer"
        guessed = _roles(dict.fromkeys(speakers, rest), "assumed", own=own)
        return Roles(
            {**guessed.of, **stated}, {**guessed.found, **dict.fromkeys(stated, "metadata")}, "metadata"
        )
    if len(speakers) > 1 and (by_label := _by_label(speakers, team.interviewers)):
        told = {speaker for speaker, role in by_label.items() if role == "customer"} - own
        silent = {s for s in own if not is_role_label(s)} if told else set()
        return _roles(by_label, "labels", own=silent)
    if own:
        return _roles({s: "interviewer" if s in own else "customer" for s in speakers}, "staff")
    if len(speakers) < 2:
        return _roles(dict.fromkeys(speakers, "customer"), "assumed")
    known = frozenset(speakers)
    spoken = [turn for turn in turns if turn.speaker in known and not turn.note]
    asks = _asks_in(spoken)
    asking = _most_asking(spoken, speakers, asks) if any(asks) else speakers[0]
    how: RoleFrom = "questions" if any(asks) else "assumed"
    return _roles({s: "interviewer" if s == asking else "customer" for s in speakers}, how)


def _roles(of: Mapping[str, Role], how: RoleFrom, *, own: Iterable[str] = ()) -> Roles:
    """Return roles found in one way, but those of one's ``own`` people, who interview."""
    staff: Mapping[str, Role] = dict.fromkeys(own, "interviewer")
    found: Mapping[str, RoleFrom] = dict.fromkeys(of, how)
    # Who was known to interview already was found by what is known of the talk, not by the staff's names.
    by_name: Mapping[str, RoleFrom] = {
        who: "staff" for who in staff if of.get(who) != "interviewer" or how == "assumed"
    }
    return Roles({**of, **staff}, {**found, **by_name}, how)


def _by_label(speakers: Sequence[str], interviewers: Sequence[str]) -> Mapping[str, Role]:
    """Return the roles that labels and the head's names give, nothing where they tell nobody."""
    asking = {s for s in speakers if _ASKS.fullmatch(s) or any(is_named(s, name) for name in interviewers)}
    if len(asking) == len(speakers):
        asking = {speaker for speaker in speakers if _ASKS.fullmatch(speaker)}
    if asking:
        return {s: "interviewer" if s in asking else "customer" for s in speakers}
    letters = any(_LETTER_Q.fullmatch(speaker) for speaker in speakers)
    answering = {s for s in speakers if _ANSWERS.fullmatch(s) or (letters and _LETTER_A.fullmatch(s))}
    if answering:
        return {s: "customer" if s in answering else "interviewer" for s in speakers}
    return {}


def _asks_in(turns: Sequence[Spoken]) -> list[bool]:
    """Return which turns ask: those with a question mark, else those that begin as questions do."""
    marked = ["?" in turn.text for turn in turns]
    return marked if any(marked) else [bool(_QUESTION.match(turn.text)) for turn in turns]


def _most_asking(turns: Sequence[Spoken], speakers: Sequence[str], asks: Sequence[bool]) -> str:
    """Return the speaker with the largest share of turns that ask, less the share of all words spoken.

    Who says next to nothing is passed over; of equals, the one who speaks first.
    """
    words: Counter[str | None] = Counter()
    asked: Counter[str | None] = Counter()
    for turn, question in zip(turns, asks, strict=True):
        words[turn.speaker] += len(turn.text.split())
        asked[turn.speaker] += question
    spoke = Counter(turn.speaker for turn in turns)
    total = max(words.total(), 1)

    def score(speaker: str) -> tuple[bool, float]:
        share = words[speaker] / total
        return share >= MIN_SHARE, asked[speaker] / spoke[speaker] - share

    return max(speakers, key=score)
