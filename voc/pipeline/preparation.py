"""Documents made ready for the store: redacted, cut into verbatims, filler set aside."""

from collections.abc import Sequence

from nlp.filler import says_nothing
from nlp.redaction import redact
from nlp.segmentation import segment
from voc.records import Document
from voc.store import documents as store

SAYS_NOTHING = "says nothing"


def prepare(documents: Sequence[Document], *, key: bytes) -> list[store.Entry]:
    """Return documents redacted and cut into verbatims, ready to be stored; in the same order."""
    redactions = [redact(document, key=key) for document in documents]
    wanted = [
        (number, position, utterance.text)
        for number, redaction in enumerate(redactions)
        for position, utterance in enumerate(redaction.document.utterances)
        if utterance.role == "customer"
    ]
    spans = segment([text for _, _, text in wanted])
    found = {(number, position): cut for (number, position, _), cut in zip(wanted, spans, strict=True)}
    return [
        store.Entry(
            document=redaction.document,
            identities=redaction.identities,
            spans=tuple(
                found.get((number, position), ()) for position in range(len(redaction.document.utterances))
            ),
            set_aside=tuple(
                SAYS_NOTHING if says_nothing(utterance.text) else None
                for utterance in redaction.document.utterances
            ),
        )
        for number, redaction in enumerate(redactions)
    ]
