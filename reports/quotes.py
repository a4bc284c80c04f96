"""The quotes that speak for themes: the strongest mentions that may be shown."""

from collections import defaultdict
from collections.abc import Mapping

from sqlite_utils import Database

from reports.answers import Filters, Quote
from reports.narrowing import SAID, VERBATIMS, parameters

MAY_BE_SHOWN = "documents.consent NOT IN ('no_quote', 'withdrawn')"

# Texts repeat (a template, a double send): so many more are fetched as are likely to be needed.
SPARE = 12

# An account speaks once, with its strongest words; a document without an account speaks for itself.
STRONGEST = f"""
WITH {SAID}, candidates AS (
    SELECT mentions.theme_id, mentions.strength, verbatims.id, ROW_NUMBER() OVER (
        PARTITION BY mentions.theme_id, COALESCE(documents.account_id, 'document ' || documents.id)
        ORDER BY mentions.strength DESC, verbatims.id) AS place
    FROM mentions JOIN verbatims ON verbatims.id = mentions.verbatim_id
    JOIN documents ON documents.id = verbatims.document_id
    WHERE {VERBATIMS} AND {MAY_BE_SHOWN} AND (:theme IS NULL OR mentions.theme_id = :theme)
), best AS (
    SELECT theme_id, strength, id, ROW_NUMBER() OVER (
        PARTITION BY theme_id ORDER BY strength DESC, id) AS place
    FROM candidates WHERE place = 1
)
SELECT best.theme_id, best.id, verbatims.text, COALESCE(utterances.said_at, documents.said_at),
    documents.account_id, documents.source_id, documents.link, best.strength
FROM best JOIN verbatims ON verbatims.id = best.id
JOIN utterances ON utterances.id = verbatims.utterance_id
JOIN documents ON documents.id = verbatims.document_id
WHERE best.place <= :deep ORDER BY best.theme_id, best.place
"""


def strongest_quotes(
    db: Database, *, limit: int, filters: Filters, theme: str | None = None
) -> Mapping[str, tuple[Quote, ...]]:
    """Return up to ``limit`` quotes of each theme (or of one), the strongest mention first.

    No account and no text speaks twice for a theme. Nothing is shown from documents whose consent
    forbids quoting.
    """
    if limit < 1:
        return {}
    found: dict[str, dict[str, Quote]] = defaultdict(dict)
    rows = db.execute(STRONGEST, {**parameters(filters), "theme": theme, "deep": limit + SPARE})
    for theme_id, *columns in rows:
        quote = Quote(*columns)
        key = " ".join(quote.text.casefold().split())
        if len(found[theme_id]) < limit:
            found[theme_id].setdefault(key, quote)
    return {theme_id: tuple(quotes.values()) for theme_id, quotes in found.items()}
