"""What column headings say: which of our words they stand for, and which are nobody's business."""

import re
from collections.abc import Mapping

from voc.records import ScoreKind

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
    r"(?:name|names|surname|firstname|lastname|fullname|username|nickname|initials|login|e ?mail|address|ip"
    r"|(?:phone|telephone|mobile|cell|fax)(?: ?number)?|contact person|network id|latitude|longitude|lat|lng"
    r"|lon|gps|accuracy|date of birth|birth ?date|birthday|dob|street|zip(?: ?code)?|post(?:al )?code"
    r"|twitter|github|linkedin|(?:slack|twitter|github) handle|(?:linkedin|github) profile(?: url)?"
    r"|vorname|nachname|telefon(?:nummer)?|anschrift|adresse|pr[eé]nom|nom|nombre|apellidos?|tel[eé]fono)"
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
# "(1 = very dissatisfied, 5 = very satisfied)": the scale must run from bad to good to be a score.
_IS = r"\s*(?:=|[-\u2013:]|is\b|being\b)\s*"
_BAD = r"(?:dissatisf|unsatisf|disagree|difficult|hard|poor|bad|not\b|low|worst|unlikely|never)"
_STATED = re.compile(
    rf"\b(?P<low>[01]){_IS}[^0-9]*?{_BAD}[^0-9]*?\b(?P<high>5|6|7|10|100){_IS}"
    r"|\bscale (?:of|from) (?P<least>[01]) (?:to|[-\u2013]) (?P<most>5|6|7|10|100)\b"
    rf"|\b(?P<top>5|6|7|10|100){_IS}[^0-9]+?\b(?P<bottom>[01]){_IS}[^0-9]{{0,40}}?{_BAD}",
    re.IGNORECASE,
)
_SATISFIED = re.compile(r"\bsatisf", re.IGNORECASE)
_EFFORT = re.compile(r"\b(?:effort|how easy|easy (?:was|is|it)|made it easy)\b", re.IGNORECASE)
_NUMBERING = re.compile(r"^\W*(?:Q?\d{1,3}[a-z]?\s*[.):]\s*)?", re.IGNORECASE)
_RECOMMEND = re.compile(r"\brecommend", re.IGNORECASE)
_OF_ONESELF = (
    r"(?:major|degree|role|job title|title|position|occupation|profession|company|employer|organi[sz]ation"
    r"|institution|institute|university|college|school|department|division|country|city|state|region"
    r"|industry|sector|time ?zone|age|gender|affiliation)s?"
)
_FACT = re.compile(
    rf"\bwhat(?: is|['\u2019]s) your (?:\w+[ /]){{0,2}}{_OF_ONESELF}(?=\s*(?:$|[^\w\s]|name\b|at\b|in\b))"
    r"|\bwhich (?:[\w()]+ ){0,3}?(?:projects?|compan(?:y|ies)|teams?|departments?|organi[sz]ations?)"
    r"(?:\(s\))? (?:are|do|did) you (?:maintain|work|represent|belong|with|from|part)"
    r"|\b(?:where|in which \w+) do you (?:live|work|study)\b",
    re.IGNORECASE,
)


def plain(heading: str) -> str:
    """Return a heading in lower case, without numbering, zone, brackets or punctuation at its ends."""
    heading = heading[:MAX_HEADING].replace("\ufeff", "")
    text = _NUMBERING.sub("", heading, count=1) or heading
    text = re.sub(r"(?<!\s)\s*\([^()]*\)", "", text.lower())
    text = re.sub(r"[\s_\-/]+", " ", text)
    return text.strip(" .:?*!") or heading.strip().lower()


def is_private(heading: str) -> bool:
    """Say whether a heading is that of a name, a mail, network or postal address, or a place."""
    text = plain(_HUMP.sub(" ", heading[:MAX_HEADING]))
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


def asks_for_fact(heading: str) -> bool:
    """Say whether a heading asks who somebody is (role, company, country) and not what he thinks."""
    return bool(_FACT.search(heading[:MAX_HEADING]))


def score_kind(heading: str) -> ScoreKind | None:
    """Return the kind of the score that a question asks for, None where it asks for none of ours."""
    if asks_to_recommend(heading):
        return "nps"
    return "csat" if _SATISFIED.search(heading) else "ces" if _EFFORT.search(heading) else None


def stated_scale(heading: str) -> tuple[float, float] | None:
    """Return the ends of the scale that a question states in so many words, the bad one first."""
    match = _STATED.search(heading[:MAX_HEADING])
    if not match:
        return None
    low, high = (
        match["low"] or match["bottom"] or match["least"],
        match["high"] or match["top"] or match["most"],
    )
    return float(low), float(high)


def names_utc(heading: str) -> bool:
    """Say whether a heading states that its times are in UTC."""
    return bool(re.search(r"\b(?:UTC|GMT)\b", heading))
