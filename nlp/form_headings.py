"""Headings of forms and templates that stand between a customer's words."""

import re
from collections.abc import Sequence

from nlp.filler import one_of
from nlp.polarity import plain

_HEADINGS = one_of(r"""
(?:the\ )?steps\ to\ (?:reproduce|replicate|recreate) (?:\ (?:the\ )?(?:issue|bug|problem|behaviou?r))?
    | (?:how\ )?to\ reproduce | reproduction(?:\ steps)?
(?:what\ (?:is|was)\ the\ )? (?:expected|actual|current|observed|desired)\ (?:behaviou?r|results?|outcome
    |output) | expected | actual
what\ (?:went\ wrong | happened | did\ you\ (?:do|expect(?:\ to\ happen)?|try)
    | (?:actually\ )?happened\ instead | were\ you\ trying\ to\ do | is\ the\ (?:issue|problem))
(?:please\ )? describe\ (?:the|your) \ (?:bug | issue | problem | request | feature(?:\ request)?
    | solution\ you'd\ like
    | alternatives\ you'?ve\ considered) (?:\ in\ detail)?
    | (?:bug|issue|problem|short|detailed|full)\ description | description
is\ your\ feature\ request\ related\ to\ a\ problem | alternatives\ considered | proposed\ solution
    | motivation | use\ case
additional\ (?:context|information|info|details|notes|comments) | (?:any\ )?other\ (?:context|information)
    | anything\ else
screenshots?(?:\ or\ (?:videos?|recordings?))? | attachments? | logs? | log\ output | relevant\ log\ output
    | error\ messages?(?:\ and\ logs)? | stack\ ?trace
environment(?:\ (?:details|information))? | your\ environment | system\ information | versions?
    | (?:product|app|software|client|server)\ version
browser(?:\ (?:and\ )?version)? | operating\ system | os(?:\ version)? | device | platform | url
    | (?:affected\ )?(?:page|module|component|area)
severity | priority | urgency | impact | business\ impact | category | subject | summary | workaround
    | reproducibility | frequency
(?:your\ )?(?:name | company | account(?:\ (?:id|name|number))? | order\ number | phone(?:\ number)?
    | e-?mail(?:\ address)? | contact\ details)
pre-?requisites | checklist | acceptance\ criteria | definition\ of\ done
""")
_HINT = re.compile(
    r"(?:a clear and concise description of (?:what|any)\b.{0,120}|if applicable,? add screenshots\b.{0,100}"
    r"|add any other context\b.{0,100}"
    r"|please (?:fill (?:in|out)|complete|provide|answer|delete|remove|include)\b.{0,60}\b(?:below|form"
    r"|template|section|following|the fields)\b.{0,80}"
    r"|steps to reproduce the behaviou?r:?|ex\. i'm always frustrated when.{0,20}"
    r"|-{3,}\s?(?:please )?(?:do not )?(?:write|reply|edit|delete).{0,60}-{3,}"
    r"|[-*] \[[ x]\] (?:i have|i've|i am|i agree|yes|no|this|searched|read|bug|feature|question"
    r"|other)\b.{0,160}|<!--.*-->)",
    re.DOTALL,
)
_MARK = re.compile(
    r"(?:#{1,6}|\*\*|__|\d{1,2}[.)])\s*(?P<bold>.+?)\s*(?:\*\*|__)?\s*(?P<end>[:?]?)\s*(?:\*\*|__)?|(?P<bare>.+?)\s*(?P<colon>[:?])"
)


def heading_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the lines that are a form's: a known heading with a mark on it, or its hint.

    A heading is marked by a colon, a question mark, a number, ``#`` or bold type; "Environment" alone may
    be an answer. A heading with words behind it ("Browser: Firefox") is left to the customer.
    """
    return frozenset(at for at, line in enumerate(lines) if line and _is_heading(line))


def _is_heading(line: str) -> bool:
    small = plain(line)
    if _HINT.fullmatch(small):
        return True
    marked = _MARK.fullmatch(small)
    if not marked:
        return False
    words = (marked["bold"] or marked["bare"]).strip(" :?*_")
    return bool(_HEADINGS.fullmatch(words))
