"""/healthz and /readyz: whether the process lives, and whether it can answer."""

from fastapi import APIRouter

from voc import __version__
from voc.api import models
from voc.api.connection import Connected
from voc.api.filters import NothingAsked

ROUTER = APIRouter(tags=["health"])


@ROUTER.get("/healthz", operation_id="get_health", response_model=models.Health)
def get_health(_asked: NothingAsked) -> dict[str, str]:
    """Say that the process lives; the workspace is not looked at."""
    return {"status": "ok", "version": __version__}


@ROUTER.get("/readyz", operation_id="get_readiness", response_model=models.Health)
def get_readiness(db: Connected, _asked: NothingAsked) -> dict[str, str]:
    """Say that the workspace can be read; a problem with status 503 where it cannot."""
    db.execute("SELECT COUNT(*) FROM sources").fetchone()
    return {"status": "ready", "version": __version__}
