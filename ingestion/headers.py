"""What column headings say: which of our words they stand for, and which are nobody's business."""

import re
from collections.abc import Mapping

KNOWN: Mapping[str, tuple[str, ...]] = {
    "id": (
        "id", "external id", "response id", "responseid", "respondent id", "respondentid", "submission id",
        "ticket id", "ticketid", "ticket", "case id", "case number", "conversation id", "feedback id",
        "record id", "review id", "survey response id", "unit id", "uuid", "guid", "token", "#", "key",
    ),
    "said_at": (
        "said at", "submitted at", "submit date", "date submitted", "submitdate", "submitted",
        "completed at", "completion time", "completed", "recorded date", "recordeddate", "responded at",
        "response date", "end date", "enddate", "end time", "created at", "created", "created on",
        "created date", "date created", "createdat", "creation date", "timestamp", "date time", "datetime",
        "date", "time", "posted at", "posted", "review date", "opened at", "received at", "start date",
        "startdate", "start time",
    ),
    "account": (
        "account id", "accountid", "account", "account name", "company id", "company", "company name",
        "customer id", "organization id", "organisation id", "organization", "organisation", "org id",
        "org", "client id", "client", "customer", "workspace id", "workspace", "tenant id", "tenant",
    ),
    "participant": (
        "participant", "participant id", "contact id", "user id", "requester id", "person id", "member id",
    ),
    "question": ("question", "question text", "prompt"),
    "title": ("title", "subject", "headline"),
    "link": ("link", "url", "permalink", "response url"),
    "tier": ("tier", "plan", "subscription", "plan name", "subscription plan"),
    "nps": (
        "nps", "nps score", "net promoter score", "likelihood to recommend", "recommend",
        "recommendation score",
    ),
    "csat": (
        "csat", "csat score", "satisfaction", "satisfaction score", "satisfaction rating",
        "overall satisfaction",
    ),
    "ces": ("ces", "ces score", "effort", "effort score", "customer effort score", "ease of use"),
    "rating": ("rating", "stars", "star rating", "score", "overall rating", "overall score"),
    "email": (
        "email", "email address", "e mail", "requester email", "contact email", "recipient email",
        "recipientemail", "emailaddress", "user email", "customer email",
    ),
}  # fmt: skip

# What stands behind this in a heading is not looked at: patterns must not cost time on hostile ones.
MAX_HEADING = 500
SCORES = ("nps", "csat", "ces", "rating")

_TEXT = frozenset((
    "text", "comment", "comments", "feedback", "message", "body", "description", "verbatim", "review",
    "review text", "answer", "response", "response text", "open ended response", "content",
    "utterance", "reason", "why", "note", "notes", "remarks", "suggestion", "suggestions",
    "feedback text", "comment text", "plain body", "other feedback", "reason for score", "nps comment",
    "nps reason", "customer comment", "additional comments",
))  # fmt: skip
_ASKS_OPENLY = re.compile(
    r"other\b.{0,12}(?:specify|text|describe)|please (?:specify|explain|describe|elaborate|tell)|tell us"
    r"|free.?text|open.?ended|in your own words|^why\b|\bwhy\?|any(?:thing)? (?:other|else|additional)"
    r"|comment|feedback|suggest|improve\b|biggest|describe|explain"
    r"|what (?:is|was|are) the (?:main|primary) reason|what (?:would|could|should|can|do) (?:you|we)",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"(?:your |the |work |business |full |first |last |family |given |middle |user |recipient ?|contact "
    r"|respondent |requester |customer |author |ip ?|e ?mail ?|network |postal |street |home |phone "
    r"|telephone |mobile |location ?)*"
    r"(?:name|names|surname|e ?mail|address|ip|phone|telephone|mobile|phone number|network id|latitude"
    r"|longitude|lat|lng|lon|date of birth|birthday|twitter|github|linkedin|slack handle|gps|accuracy)"
)
# "(1 = very dissatisfied, 5 = very satisfied)": the scale must run from bad to good to be a score.
_STATED = re.compile(
    r"\b([01])\s*(?:=|[-\u2013:])\s*[^0-9]*?"
    r"(?:dissatisf|unsatisf|disagree|difficult|hard|poor|bad|not |low|worst)"
    r"[^0-9]*?\b(5|6|7|10|100)\s*(?:=|[-\u2013:])",
    re.IGNORECASE,
)
_SATISFIED = re.compile(r"\bsatisf", re.IGNORECASE)
_EFFORT = re.compile(r"\b(?:effort|how easy|easy (?:was|is|it)|made it easy)\b", re.IGNORECASE)
_NUMBERING = re.compile(r"^\W*(?:Q?\d{1,3}[a-z]?\s*[.):]\s*)?", re.IGNORECASE)
_RECOMMEND = re.compile(r"\brecommend", re.IGNORECASE)


def plain(heading: str) -> str:
    """Return a heading in lower case, without numbering, zone, brackets or punctuation at its ends."""
    heading = heading[:MAX_HEADING].replace("\ufeff", "")
    text = _NUMBERING.sub("", heading, count=1) or heading
    text = re.sub(r"\s*\([^()]*\)", "", text.lower())
    text = re.sub(r"[\s_\-/]+", " ", text)
    return text.strip(" .:?*!") or heading.strip().lower()


def is_private(heading: str) -> bool:
    """Say whether a heading is that of a name, a mail, network or postal address, or a place."""
    text = plain(heading)
    text = re.sub(r"^(?:what is|what s|what's|please (?:enter|provide|give)|enter) ", "", text)
    return bool(_PRIVATE.fullmatch(text))


def names_text(heading: str) -> bool:
    """Say whether a heading is one of the usual names of a column of comments."""
    return plain(heading) in _TEXT


def asks_openly(heading: str) -> bool:
    """Say whether a heading is worded like a question that is answered in one's own words."""
    return bool(_ASKS_OPENLY.search(heading))


def asks_to_recommend(heading: str) -> bool:
    """Say whether a heading asks how likely one is to recommend (the question of the NPS)."""
    return bool(_RECOMMEND.search(heading))


def stated_score(heading: str) -> tuple[str, float, float] | None:
    """Return the kind (csat or ces) and the ends of the scale that a question states in so many words."""
    kind = "csat" if _SATISFIED.search(heading) else "ces" if _EFFORT.search(heading) else None
    match = _STATED.search(heading[:MAX_HEADING])
    return (kind, float(match[1]), float(match[2])) if kind and match else None


def names_utc(heading: str) -> bool:
    """Say whether a heading states that its times are in UTC."""
    return bool(re.search(r"\b(?:UTC|GMT)\b", heading))
