"""Rejected rows without personal data: they are kept to be looked at, like everything else that is stored."""

from dataclasses import replace

from nlp.redaction import NOTHING_KEPT, Kept, redact
from voc.records import Document, Reject, Utterance


def clean_reject(reject: Reject, *, key: bytes, keep: Kept = NOTHING_KEPT) -> Reject:
    """Return a reject with what it held, and what its reason quotes of it, redacted.

    Names are looked for in what it held alone: the reason is voc's own sentence.
    """
    texts = (Utterance(reject.raw, "customer"), Utterance(reject.reason, "system"))
    document = Document("", "", "survey", reject.origin, texts)
    raw, reason = redact(document, key=key, keep=keep).document.utterances
    return replace(reject, raw=raw.text, reason=reason.text)
