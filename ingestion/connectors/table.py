"""The connectors that voc has; a new one is a line here."""

from ingestion.connectors import github, intercom, qualtrics, stripe, typeform, zendesk
from ingestion.connectors.connector import Connector
from ingestion.extensions import installed

CONNECTORS: tuple[Connector, ...] = (
    github.CONNECTOR,
    intercom.CONNECTOR,
    qualtrics.CONNECTOR,
    stripe.CONNECTOR,
    typeform.CONNECTOR,
    zendesk.CONNECTOR,
)


def connectors() -> tuple[Connector, ...]:
    """Return the connectors that voc has and those of other packages (entry points ``voc.connectors``)."""
    return (*CONNECTORS, *installed("voc.connectors", Connector, taken={one.name for one in CONNECTORS}))
