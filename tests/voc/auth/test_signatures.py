"""Signatures of webhooks: right ones are taken; wrong, old, missing and re-encoded ones are refused."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from voc.auth.signatures import SYSTEMS, verify
from voc.errors import Refused

NOW = datetime(2026, 3, 2, 9, 0, 0, tzinfo=UTC)
SECRET = "a secret that only two know"  # noqa: S105
KEY = "whsec_" + base64.b64encode(b"the key of a standard webhook").decode()
EVENTS = {
    "formbricks": {"event": "responseFinished", "data": {"id": "r1", "finished": True}},
    "intercom": {"id": "notif_1", "topic": "conversation.user.replied", "created_at": int(NOW.timestamp())},
    "stripe": {"id": "evt_1", "type": "customer.subscription.updated"},
    "typeform": {"event_id": "01H", "form_response": {"token": "t1", "submitted_at": "2026-03-02T08:59:00Z"}},
    "zendesk": {"type": "zen:event-type:ticket.comment_added", "detail": {"id": "7"}},
}


def secret_of(system: str) -> str:
    return KEY if system == "formbricks" else SECRET


def sign(system: str, body: bytes, *, at: datetime = NOW, secret: str | None = None) -> dict[str, str]:
    """Return the headers with which a system sends a body, written down from its manual."""
    key = secret or secret_of(system)
    seconds = str(int(at.timestamp()))
    match system:
        case "typeform":
            digest = hmac.digest(key.encode(), body, "sha256")
            return {"typeform-signature": "sha256=" + base64.b64encode(digest).decode()}
        case "zendesk":
            stamp = at.strftime("%Y-%m-%dT%H:%M:%SZ")
            digest = hmac.digest(key.encode(), stamp.encode() + body, "sha256")
            return {
                "x-zendesk-webhook-signature": base64.b64encode(digest).decode(),
                "x-zendesk-webhook-signature-timestamp": stamp,
            }
        case "intercom":
            return {"x-hub-signature": "sha1=" + hmac.new(key.encode(), body, hashlib.sha1).hexdigest()}
        case "stripe":
            digest = hmac.digest(key.encode(), f"{seconds}.".encode() + body, "sha256")
            return {"stripe-signature": f"t={seconds},v0=00,v1={'0' * 64},v1={digest.hex()}"}
        case _:
            raw = base64.b64decode(key.removeprefix("whsec_"))
            digest = hmac.digest(raw, b"msg_1." + seconds.encode() + b"." + body, "sha256")
            return {
                "webhook-id": "msg_1",
                "webhook-timestamp": seconds,
                "webhook-signature": "v1,bm90IHRoaXM= v1," + base64.b64encode(digest).decode(),
            }


def body_of(system: str) -> bytes:
    return json.dumps(EVENTS[system]).encode()


def test_every_system_is_tried_here() -> None:
    assert set(EVENTS) == set(SYSTEMS)


@pytest.mark.parametrize("system", sorted(EVENTS))
def test_what_is_signed_as_the_manual_says_is_taken(system: str) -> None:
    body = body_of(system)
    delivery = verify(system, body, sign(system, body), secret_of(system), now=NOW + timedelta(minutes=4))
    assert delivery.id
    assert abs(delivery.sent_at - NOW) <= timedelta(minutes=1)
    again = verify(system, body, sign(system, body), secret_of(system), now=NOW)
    assert again.id == delivery.id


@pytest.mark.parametrize("system", sorted(EVENTS))
def test_a_wrong_secret_a_changed_body_and_a_missing_header_are_refused(system: str) -> None:
    body = body_of(system)
    other = base64.b64encode(b"another key").decode()
    reencoded = json.dumps(json.loads(body), separators=(",", ":"), sort_keys=True).encode()
    assert json.loads(reencoded) == json.loads(body)
    for given, headers in (
        (body, sign(system, body, secret=other)),
        (reencoded, sign(system, body)),
        (body + b" ", sign(system, body)),
        (body, {}),
        (body, dict.fromkeys(sign(system, body), "")),
    ):
        with pytest.raises(Refused):
            verify(system, given, headers, secret_of(system), now=NOW)


@pytest.mark.parametrize("system", ["formbricks", "stripe", "zendesk"])
def test_an_old_signature_is_refused_and_its_time_cannot_be_changed(system: str) -> None:
    body = body_of(system)
    headers = sign(system, body)
    with pytest.raises(Refused, match="need one of now"):
        verify(system, body, headers, secret_of(system), now=NOW + timedelta(minutes=6))
    later = sign(system, body, at=NOW + timedelta(minutes=6))
    forged = {
        name: later[name] if "time" in name else value.replace(str(int(NOW.timestamp())), "1772442360")
        for name, value in headers.items()
    }
    assert forged != headers
    with pytest.raises(Refused, match="does not fit"):
        verify(system, body, forged, secret_of(system), now=NOW + timedelta(minutes=6))


@pytest.mark.parametrize("system", ["intercom", "typeform"])
def test_an_event_of_another_day_is_refused_where_only_the_body_tells_the_time(system: str) -> None:
    body = body_of(system)
    with pytest.raises(Refused, match="need one of now"):
        verify(system, body, sign(system, body), secret_of(system), now=NOW + timedelta(hours=25))


def test_a_delivery_of_zendesk_is_known_by_what_is_signed_alone() -> None:
    body = body_of("zendesk")
    headers = sign("zendesk", body)
    first = verify("zendesk", body, {**headers, "x-zendesk-webhook-invocation-id": "a"}, SECRET, now=NOW)
    second = verify("zendesk", body, {**headers, "x-zendesk-webhook-invocation-id": "b"}, SECRET, now=NOW)
    assert first.id == second.id


@pytest.mark.parametrize(
    ("system", "body"),
    [("stripe", b"no json"), ("stripe", b"[]"), ("stripe", b"{}"), ("typeform", b'{"event_id": "e"}')],
)
def test_a_signed_body_that_is_no_event_is_refused_in_one_sentence(system: str, body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        verify(system, body, sign(system, body), secret_of(system), now=NOW)
    assert "\n" not in str(refused.value)


def test_a_system_without_webhooks_or_secret_is_refused() -> None:
    body = body_of("stripe")
    with pytest.raises(Refused):
        verify("github", body, {}, SECRET, now=NOW)
    with pytest.raises(Refused):
        verify("stripe", body, sign("stripe", body), "", now=NOW)
