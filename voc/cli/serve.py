"""``voc serve``: the page and the API, and the worker beside them."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli.options import Workspace, settings_of
from voc.cli.tokens import first_token

if TYPE_CHECKING:
    from voc.settings import Settings


def serve(
    workspace: Workspace = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on [127.0.0.1].")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on [8321].", min=1, max=65535)] = None,
    open_: Annotated[
        bool, typer.Option("--open", help="Make no first token: anyone on this machine may read.")
    ] = False,
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Run the workspace's jobs in a process beside it.")
    ] = True,
) -> None:
    """Serve the page and the API on this machine until interrupted."""
    from voc.cli.output import say

    settings = settings_of(workspace)
    settings = settings.model_copy(update={"host": host or settings.host, "port": port or settings.port})
    if not open_:
        first_token(settings)
    serve_with_worker(
        settings, on_ready=lambda address: say(f"voc is at {address}  (Ctrl-C ends it)"), worker=worker
    )


def serve_with_worker(settings: "Settings", *, on_ready: Callable[[str], None], worker: bool = True) -> None:
    """Serve a workspace until interrupted, with a worker process beside the server unless told otherwise."""
    from voc.jobs.child import WorkerChild
    from voc.web.server import serve as run

    with WorkerChild(settings) if worker else nullcontext():
        run(settings, on_ready=on_ready)
