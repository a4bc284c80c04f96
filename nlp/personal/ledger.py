"""The placeholders handed out within one document, and the keyed hashes that stand for what they replace."""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from nlp.personal.datum import Datum
from voc.records import Identity

DIGEST_LENGTH = 32


@dataclass(slots=True)
class Ledger:
    """Replaces what ``find`` finds; the same value has the same number throughout."""

    key: bytes
    find: Callable[[str], Sequence[Datum]]
    identities: dict[tuple[str, str], Identity] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def digest(self, value: str) -> str:
        """Return the first digits of a value's keyed hash."""
        signed = hmac.new(self.key, value.encode("utf-8", "replace"), hashlib.sha256)
        return signed.hexdigest()[:DIGEST_LENGTH]

    def placeholder(self, kind: str, value: str) -> str:
        """Return the placeholder of a value, a new one where it is new."""
        known = self.identities.get((kind, value))
        if known is None:
            self.counts[kind] = self.counts.get(kind, 0) + 1
            known = Identity(f"[{kind}_{self.counts[kind]}]", kind.lower(), self.digest(value))
            self.identities[kind, value] = known
        return known.placeholder

    def clean(self, text: str, *, find: Callable[[str], Sequence[Datum]] | None = None) -> str:
        """Return a text with placeholders in place of what is personal, or of what another ``find`` finds."""
        parts: list[str] = []
        end = 0
        for datum in (find or self.find)(text):
            parts += text[end : datum.start], self.placeholder(datum.kind, datum.value)
            end = datum.end
        return "".join(parts) + text[end:] if parts else text
