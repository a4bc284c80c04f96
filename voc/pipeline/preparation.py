"""Documents made ready for the store: redacted, cut into verbatims, what says nothing set aside."""

from collections.abc import Iterator, Mapping, Sequence

from nlp.language import load_languages
from nlp.pieces import Piece, cut
from nlp.redaction import NOTHING_KEPT, Kept, Redaction, redact_all
from voc.pipeline.cleaning import clean_reject
from voc.records import Document, Reject
from voc.store import documents as store


def prepare_items(
    items: Sequence[Document | Reject], *, key: bytes, keep: Kept = NOTHING_KEPT
) -> tuple[list[Reject], list[store.Entry]]:
    """Return what a reader or a connector gave, ready to be stored: the rejects and the documents."""
    rejects = [clean_reject(item, key=key, keep=keep) for item in items if isinstance(item, Reject)]
    documents = [item for item in items if isinstance(item, Document)]
    return rejects, prepare(documents, key=key, keep=keep)


def prepare(
    documents: Sequence[Document],
    *,
    key: bytes,
    languages: bool = True,
    keep: Kept = NOTHING_KEPT,
    names: bool = True,
) -> list[store.Entry]:
    """Return documents redacted and cut into verbatims, ready to be stored; in the same order.

    ``languages`` says whether each customer's language is told; that loads the identifier. ``names`` says
    whether names are looked for in running text, which loads the tagger; those in ``keep`` stay.
    """
    return enter(redact_all(documents, key=key, keep=keep, names=names), languages=languages)


def enter(redactions: Sequence[Redaction], *, languages: bool = True) -> list[store.Entry]:
    """Return redacted documents cut into verbatims, ready to be stored; in the same order."""
    pieces = _cut([redaction.document for redaction in redactions])
    told = _languages([redaction.document for redaction in redactions]) if languages else {}
    return [
        store.Entry(
            document=redaction.document,
            identities=redaction.identities,
            spans=tuple(
                tuple(piece.span for piece in pieces.get((number, position), ()))
                for position in range(len(redaction.document.utterances))
            ),
            set_aside=tuple(
                tuple(piece.set_aside for piece in pieces.get((number, position), ()))
                for position in range(len(redaction.document.utterances))
            ),
            languages=tuple(
                told.get((number, position)) for position in range(len(redaction.document.utterances))
            ),
        )
        for number, redaction in enumerate(redactions)
    ]


def _cut(documents: Sequence[Document]) -> Mapping[tuple[int, int], tuple[Piece, ...]]:
    """Return the verbatims of customers' utterances, by the places of document and utterance."""
    places = list(_said(documents))
    texts = [documents[number].utterances[position].text for number, position in places]
    kinds = [documents[number].kind for number, _ in places]
    return dict(zip(places, cut(texts, kinds), strict=True))


def _languages(documents: Sequence[Document]) -> Mapping[tuple[int, int], str | None]:
    """Return the language of customers' utterances, by the places of document and utterance."""
    places = list(_said(documents))
    if not places:
        return {}
    texts = [documents[number].utterances[position].text for number, position in places]
    return dict(zip(places, load_languages()(texts), strict=True))


def _said(documents: Sequence[Document]) -> Iterator[tuple[int, int]]:
    for number, document in enumerate(documents):
        for position, utterance in enumerate(document.utterances):
            if utterance.role == "customer":
                yield number, position
