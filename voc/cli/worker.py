"""``voc worker``: the process that runs jobs."""

from typing import Annotated

import typer

from voc.cli.options import Workspace, settings_of


def worker(
    workspace: Workspace = None,
    beside_server: Annotated[
        bool, typer.Option("--beside-server", hidden=True, help="End where standard input ends.")
    ] = False,
) -> None:
    """Run the workspace's jobs, one at a time, until interrupted; 'voc serve' does this by itself."""
    import logging

    from voc.cli.output import say
    from voc.worker import work

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("voc").setLevel(logging.INFO)
    settings = settings_of(workspace)

    def ready() -> None:
        if not beside_server:
            say(f"working on the jobs of {settings.workspace}  (Ctrl-C ends it)")

    work(settings, on_ready=ready, beside_server=beside_server)
