"""``voc init``: make a workspace."""

from voc.cli.options import Workspace, settings_of


def init(workspace: Workspace = None) -> None:
    """Make a workspace: a folder with a database, a settings file and a secret key."""
    from voc.cli.output import say
    from voc.pipeline.workspace import init_workspace

    settings = settings_of(workspace)
    made = init_workspace(settings)
    say(f"{'made' if made else 'there already:'} {settings.workspace}")
    say("next: voc ingest FILE..., then voc analyze, then voc serve")
