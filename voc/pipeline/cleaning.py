"""Rejected rows without personal data: they are kept to be looked at, like everything else that is stored."""

from dataclasses import replace

from nlp.redaction import redact
from voc.records import Document, Reject, Utterance


def clean_reject(reject: Reject, *, key: bytes) -> Reject:
    """Return a reject with what it held, and what its reason quotes of it, redacted."""
    texts = (Utterance(reject.raw, "customer"), Utterance(reject.reason, "customer"))
    document = Document("", "", "survey", reject.origin, texts)
    raw, reason = redact(document, key=key).document.utterances
    return replace(reject, raw=raw.text, reason=reason.text)
