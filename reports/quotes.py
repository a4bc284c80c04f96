"""The quotes that speak for themes: the strongest mentions that may be shown."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlite_utils import Database

from reports.answers import Quote
from reports.narrowing import MATCHING_ACCOUNTS, VERBATIMS, Narrowed
from voc.store.analysis import TAKES_PART

MAY_BE_SHOWN = "documents.consent NOT IN ('no_quote', 'withdrawn')"

ALIKE = 0.6

# Read from the index, the strongest first, for as long as quotes are wanted.
STRONGEST = f"""
SELECT mentions.verbatim_id, verbatims.text, COALESCE(utterances.said_at, documents.said_at),
    documents.account_id, documents.source_id, documents.link, mentions.strength, documents.id
FROM mentions CROSS JOIN verbatims ON verbatims.id = mentions.verbatim_id
JOIN utterances ON utterances.id = verbatims.utterance_id
JOIN documents ON documents.id = verbatims.document_id
WHERE mentions.theme_id = :theme AND {MAY_BE_SHOWN} AND {TAKES_PART}
    AND (:source IS NULL OR documents.source_id = :source)
    AND (:segments IS NULL OR documents.account_id IN ({MATCHING_ACCOUNTS}))
ORDER BY mentions.strength DESC, mentions.verbatim_id DESC
"""

TWINS = f"""
SELECT quoted.id, COUNT(*) - 1
FROM verbatims AS quoted JOIN verbatims ON verbatims.id = COALESCE(quoted.twin_of, quoted.id)
    OR verbatims.twin_of = COALESCE(quoted.twin_of, quoted.id)
JOIN documents ON documents.id = verbatims.document_id
WHERE quoted.id IN (SELECT value FROM json_each(:ids)) AND {VERBATIMS}
GROUP BY quoted.id
"""


def strongest_quotes(db: Database, theme: str, *, limit: int, narrowed: Narrowed) -> tuple[Quote, ...]:
    """Return up to ``limit`` quotes of a theme, the strongest mention first.

    No account speaks twice, nor is nearly the same text shown twice; a document without an account
    speaks for itself. Nothing is shown from documents whose consent forbids quoting.
    """
    if limit < 1:
        return ()
    heard: set[str] = set()
    said: list[frozenset[str]] = []
    quotes: list[Quote] = []
    for *columns, document in db.execute(STRONGEST, {**narrowed.named, "theme": theme}):
        quote = Quote(*columns)
        who = quote.account_id or f"document {document}"
        words = frozenset(quote.text.casefold().split())
        inside = narrowed.inside is None or quote.verbatim_id in narrowed.inside
        if inside and who not in heard and not any(_alike(words, other) for other in said):
            heard.add(who)
            said.append(words)
            quotes.append(quote)
        if len(quotes) == limit:
            break
    alike = _alike_of(db, quotes, narrowed)
    return tuple(replace(quote, alike=alike.get(quote.verbatim_id, 0)) for quote in quotes)


def _alike_of(db: Database, quotes: Sequence[Quote], narrowed: Narrowed) -> Mapping[int, int]:
    ids = json.dumps([quote.verbatim_id for quote in quotes])
    return dict(db.execute(TWINS, {**narrowed.named, "ids": ids}).fetchall())


def _alike(words: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether two texts share so many words that one is the other, mistyped or lengthened."""
    return len(words & others) >= ALIKE * len(words | others)
