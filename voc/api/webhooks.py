"""Webhooks: verified on the bytes as they came, refused when replayed, stored by the worker."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from voc.api.connection import Asker
from voc.api.inbox import keep, whole_body
from voc.api.uploads import JobAnswer
from voc.auth.signatures import verify
from voc.errors import Refused, Replayed
from voc.jobs.queue import enqueue
from voc.settings import Settings
from voc.store.database import open_database
from voc.store.deliveries import forget_delivery, note_delivery
from voc.store.hooks import read_hook

ROUTER = APIRouter(tags=["push"])
MOST_BYTES = 2_000_000


@ROUTER.post("/webhooks/{source}", status_code=202)
async def post_webhook(request: Request, source: str, settings: Asker) -> JobAnswer:
    """Take a webhook of a source, signed by its system; what was delivered before is refused."""
    body = await whole_body(request.stream(), limit=MOST_BYTES)
    headers = {name.lower(): value for name, value in request.headers.items()}
    return JobAnswer(job=await run_in_threadpool(_taken, settings, source, body, headers))


def _taken(settings: Settings, source: str, body: bytes, headers: Mapping[str, str]) -> str:
    db = open_database(settings.database)
    try:
        hook = read_hook(db, source)
        if hook is None:
            # The same answer as to a wrong signature: who may not send learns nothing of the sources.
            raise Refused(
                "the signature does not fit these bytes, need the body as it was sent and the right secret"
            )
        delivery = verify(hook.system, body, headers, os.environ.get(hook.secret, ""), now=datetime.now(UTC))
        with db.atomic():
            if not note_delivery(db, f"hook:{source}", delivery.id):
                raise Replayed(f"{source}: found a delivery that came before, need each one once")
        try:
            payload = {
                "file": keep(settings, body).name,
                "source": source,
                "system": hook.system,
                "analyze": True,
            }
            return enqueue(db, settings, "webhook", payload, author=f"webhook of {hook.system}").id
        except OSError:
            with db.atomic():
                forget_delivery(db, f"hook:{source}", delivery.id)
            raise
    finally:
        db.close()
