"""Stripe's subscription events: lists with has_more, the newest first, kept by Stripe for thirty days.

docs.stripe.com/api/events/list (types, created, limit up to 100) and docs.stripe.com/api/pagination
(starting_after goes to older events, ending_before to newer ones).
"""

from collections.abc import Iterator, Mapping

from ingestion.connectors.calls import Calls, Params, Refusal
from ingestion.connectors.connector import Access, Ask, Billing, Connector, Field, Page, api_address
from ingestion.connectors.exports import dump_cursor, load_cursor
from ingestion.jsontext import Fields, fields, items, text_of

_PATH = "/v1/events"
_SIZE = 100
_HAPPENED = ("created", "updated", "deleted", "paused", "resumed")
_TYPES = (*(f"customer.subscription.{what}" for what in _HAPPENED), "customer.discount.created")


def _access(settings: Mapping[str, str], secret: str) -> Access:
    url = api_address(settings, "https://api.stripe.com")
    return Access(url, {"Authorization": f"Bearer {secret}"})


def _pages(calls: Calls, ask: Ask) -> Iterator[Page]:
    last = load_cursor(ask).get("last")
    if last is None:
        yield from _all(calls, ask)
        return
    try:
        yield from _newer(calls, last)
    except Refusal as refusal:
        if refusal.answered not in (400, 404):
            raise
        # The event is older than what is kept: all that there is adds nothing that is there already.
        yield from _all(calls, Ask(ask.source, ask.settings))


def _all(calls: Calls, ask: Ask) -> Iterator[Page]:
    """Yield all events that there are, the oldest first.

    What an event means hangs on those before it, so the list is first gone through to its end.
    """
    since: Params = {"created[gte]": int(ask.since.timestamp())} if ask.since else {}
    after: Params = {}
    while True:
        answer, events = _ask(calls, {**since, **after})
        if not (answer.get("has_more") and events):
            break
        after = {"starting_after": _id(events[-1])}
    if events:
        yield Page(_billing(events), dump_cursor(last=_id(events[0])))
        yield from _newer(calls, _id(events[0]))
    else:
        yield Page((), dump_cursor())


def _newer(calls: Calls, last: str) -> Iterator[Page]:
    """Yield the events after one that is known, page by page towards the newest."""
    while True:
        answer, events = _ask(calls, {"ending_before": last})
        last = _id(events[0]) if events else last
        yield Page(_billing(events), dump_cursor(last=last))
        if not (answer.get("has_more") and events):
            return


def _ask(calls: Calls, params: Params) -> tuple[Fields, list[Fields]]:
    answer = fields(calls.get(_PATH, {"limit": _SIZE, "types[]": _TYPES, **params}).data)
    return answer, [event for value in items(answer.get("data")) if _id(event := fields(value))]


def _id(event: Fields) -> str:
    return text_of(event.get("id")) or ""


def _billing(events: list[Fields]) -> tuple[Billing, ...]:
    """Return events in the order in which they happened: those of one second keep their order."""
    return (Billing("stripe_events", tuple(reversed(events))),) if events else ()


CONNECTOR = Connector(
    name="stripe",
    kind="context",
    about="subscription events of Stripe, as tier events",
    fields=(Field("url", "another address of the API", required=False),),
    secret="STRIPE_KEY",  # noqa: S106  (the variable's name)
    access=_access,
    pages=_pages,
    tells_deletions=True,
)
