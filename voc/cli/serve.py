"""``voc serve``: the page and the API."""

from typing import Annotated

import typer

from voc.cli.options import Workspace, settings_of


def serve(
    workspace: Workspace = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on [127.0.0.1].")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on [8321].", min=1, max=65535)] = None,
) -> None:
    """Serve the page and the API on this machine until interrupted."""
    from voc.cli.output import say
    from voc.web.server import serve as run

    settings = settings_of(workspace)
    settings = settings.model_copy(update={"host": host or settings.host, "port": port or settings.port})
    run(settings, on_ready=lambda address: say(f"voc is at {address}  (Ctrl-C ends it)"))
