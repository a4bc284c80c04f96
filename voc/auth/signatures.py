"""Signatures of webhooks: who sent these bytes, when, and under which id.

As the systems' manuals have it: typeform.com/developers/webhooks (secure your webhooks),
developer.zendesk.com/documentation/webhooks (verifying), developers.intercom.com/docs/webhooks (signed
notifications), docs.stripe.com/webhooks (verify manually), and for Formbricks the Standard Webhooks
specification.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from voc.errors import Refused

WINDOW = timedelta(minutes=5)
# Where only the body tells the time, a system may have tried for hours to deliver it.
BODY_WINDOW = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A webhook's delivery that was signed as it should be: its id and when it was sent."""

    id: str
    sent_at: datetime


Verify = Callable[[bytes, Mapping[str, str], str], Delivery]


def verify(system: str, body: bytes, headers: Mapping[str, str], secret: str, *, now: datetime) -> Delivery:
    """Return the delivery that raw bytes and headers are, signed with the secret.

    Header names are in lower case. Raises Refused where the signature is missing, wrong or old; what is
    signed are the bytes as they came, so a body that was parsed and written again is refused.
    """
    check = SYSTEMS.get(system)
    if check is None or not secret:
        raise Refused(
            f"{system}: no webhooks of it are taken; need one of {', '.join(SYSTEMS)} with a secret"
        )
    delivery = check(body, headers, secret)
    window = WINDOW if system in TIMED else BODY_WINDOW
    if abs(now - delivery.sent_at) > window:
        raise Refused(f"{system}: found a delivery of {delivery.sent_at:%Y-%m-%d %H:%M} UTC, need one of now")
    return delivery


def _typeform(body: bytes, headers: Mapping[str, str], secret: str) -> Delivery:
    _match(_header(headers, "typeform-signature"), "sha256=" + _base64(_sha256(secret.encode(), body)))
    event = _event(body)
    response = event.get("form_response")
    sent = response.get("submitted_at") or response.get("landed_at") if isinstance(response, dict) else None
    return Delivery(_id(event, "event_id"), _time(sent))


def _zendesk(body: bytes, headers: Mapping[str, str], secret: str) -> Delivery:
    stamp = _header(headers, "x-zendesk-webhook-signature-timestamp")
    expected = _base64(_sha256(secret.encode(), stamp.encode() + body))
    _match(_header(headers, "x-zendesk-webhook-signature"), expected)
    # The id that comes with it is not signed: only what is can tell a replay.
    return Delivery(_digest(stamp.encode() + body), _time(stamp))


def _intercom(body: bytes, headers: Mapping[str, str], secret: str) -> Delivery:
    # The system signs with SHA-1; an HMAC does not need a hash without collisions.
    signed = hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()
    _match(_header(headers, "x-hub-signature"), "sha1=" + signed)
    event = _event(body)
    return Delivery(_id(event, "id"), _time(event.get("created_at")))


def _stripe(body: bytes, headers: Mapping[str, str], secret: str) -> Delivery:
    parts = [part.strip().partition("=") for part in _header(headers, "stripe-signature").split(",")]
    stamp = next((value for name, _, value in parts if name == "t"), "")
    expected = _sha256(secret.encode(), f"{stamp}.".encode() + body).hex()
    # Several while a secret is exchanged; only v1 counts.
    _match_any([value for name, _, value in parts if name == "v1"], expected)
    return Delivery(_id(_event(body), "id"), _time(stamp))


def _formbricks(body: bytes, headers: Mapping[str, str], secret: str) -> Delivery:
    name, stamp = _header(headers, "webhook-id"), _header(headers, "webhook-timestamp")
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        raise Refused(
            "formbricks: the secret is no base64, need it as the system shows it (whsec_...)"
        ) from None
    expected = _base64(_sha256(key, f"{name}.{stamp}.".encode() + body))
    given = [part.partition(",") for part in _header(headers, "webhook-signature").split()]
    _match_any([value for version, _, value in given if version == "v1"], expected)
    return Delivery(name, _time(stamp))


SYSTEMS: Mapping[str, Verify] = {
    "formbricks": _formbricks,
    "intercom": _intercom,
    "stripe": _stripe,
    "typeform": _typeform,
    "zendesk": _zendesk,
}
TIMED = frozenset({"formbricks", "stripe", "zendesk"})


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name)
    if not value:
        raise Refused(f"found no header {name}, need the system's signature")
    return value


def _sha256(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]


def _match(given: str, expected: str) -> None:
    _match_any([given], expected)


def _match_any(given: list[str], expected: str) -> None:
    found = False
    for one in given:
        found |= hmac.compare_digest(one.encode(), expected.encode())
    if not found:
        raise Refused(
            "the signature does not fit these bytes, need the body as it was sent and the right secret"
        )


def _event(body: bytes) -> Mapping[str, object]:
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused("found a body that is no JSON, need the event as the system sends it") from None
    if not isinstance(event, dict):
        raise Refused("found JSON that is no object, need the event as the system sends it")
    return event


def _id(event: Mapping[str, object], name: str) -> str:
    value = event.get(name)
    if not isinstance(value, str) or not value:
        raise Refused(f"found an event without {name!r}, need the event as the system sends it")
    return value


def _time(value: object) -> datetime:
    """Return an instant that stands as seconds since 1970 or as ISO 8601."""
    try:
        if isinstance(value, int | float) or (isinstance(value, str) and value.isdigit()):
            return datetime.fromtimestamp(float(value), UTC)
        moment = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        raise Refused("found no time of the delivery, need the event as the system sends it") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
