"""What stands round the answers of ``reports`` on the wire: lists, pages, problems, health.

The answers themselves are described to OpenAPI by their own records, so that the two cannot differ.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from reports.answers import AccountAnswer, ChangeAnswer, VerbatimAnswer
from reports.source_health import SourceHealth


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(_Wire):
    """An error (RFC 9457): its type names the kind, its detail is one sentence for people."""

    type: Annotated[str, Field(examples=["/problems/not-found"])]
    title: Annotated[str, Field(examples=["Not found"])]
    status: Annotated[int, Field(examples=[404])]
    detail: Annotated[str, Field(examples=["no source 'mail': there is survey, tickets"])]


class Health(_Wire):
    """Whether the process lives or can answer."""

    status: Annotated[str, Field(examples=["ok"])]
    version: Annotated[str, Field(examples=["0.1.0"])]


class Verbatims(_Wire):
    """A page of quotes; ``hidden`` of the ``total`` may not be quoted and stand on no page."""

    total: int
    hidden: int
    filters: dict[str, str]
    verbatims: tuple[VerbatimAnswer, ...]
    next_cursor: int | None


class Accounts(_Wire):
    """Accounts, those with most mentions first."""

    accounts: tuple[AccountAnswer, ...]


class Changes(_Wire):
    """Packaging changes in the order in which they took effect."""

    changes: tuple[ChangeAnswer, ...]


class Sources(_Wire):
    """Sources with their health, in order of their ids."""

    sources: tuple[SourceHealth, ...]


class Code(_Wire):
    """A code that was found, and the measure that /trends knows it by."""

    code: Annotated[str, Field(examples=["friction.price"])]
    measure: Annotated[str, Field(examples=["code:friction.price"])]


class Codes(_Wire):
    """The codes found in the feedback, in order of their names."""

    codes: tuple[Code, ...]
