"""What a request may ask: one model a kind of question, all built on the filter grammar."""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from reports.answers import Filters, PeriodName
from reports.themes import Sort
from voc.records import ThemeKind

SEGMENT = "segment."
MOST_AT_ONCE = 1000


class NoQuery(BaseModel):
    """No parameters at all; a name that no field has is an error that lists the known ones."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)
    knows_segments: ClassVar[bool] = False

    @model_validator(mode="before")
    @classmethod
    def _known_names(cls, data: Any) -> Any:  # noqa: ANN401  (pydantic hands over what came)
        """Drop what a form left empty, and refuse names that mean nothing here."""
        given = {name: value for name, value in dict(data).items() if value not in ("", [], [""], None)}
        known = sorted(field.alias or name for name, field in cls.model_fields.items())
        for name, value in given.items():
            if cls.knows_segments and name.startswith(SEGMENT):
                if name == SEGMENT or not isinstance(value, str):
                    raise ValueError(f"{name!r}: need one value of one segment, as segment.industry=retail")
            elif name not in known:
                names = (*known, "segment.<name>") if cls.knows_segments else tuple(known)
                there = f"known are {', '.join(names)}" if names else "this address takes none"
                raise ValueError(f"unknown parameter {name!r}: {there}")
        return given


class PlainListQuery(NoQuery):
    """A list without filters, that can also be had as CSV."""

    format: Literal["json", "csv"] = Field("json", description="How the answer is written.")


class FilterQuery(NoQuery):
    """The filters that the answers about feedback share."""

    knows_segments: ClassVar[bool] = True

    since: date | None = Field(None, alias="from", description="From this day on.", examples=["2026-01-01"])
    until: date | None = Field(None, alias="to", description="Up to, and without, this day.")
    source: str | None = Field(None, description="Only what came from this source.", examples=["tickets"])
    tier: str | None = Field(None, description="Only accounts in this tier on the day.", examples=["team"])

    def filters(self) -> Filters:
        """Return the filters as the reports take them."""
        extra = self.model_extra or {}
        segments = {name.removeprefix(SEGMENT): str(value) for name, value in extra.items()}
        return Filters(
            since=self.since,
            until=self.until,
            source=self.source,
            tier=self.tier,
            segments=segments or None,
        )


class ListQuery(FilterQuery):
    """A list that can also be had as CSV."""

    format: Literal["json", "csv"] = Field("json", description="How the answer is written.")


class ThemesQuery(ListQuery):
    """Which themes, with how many quotes each."""

    quotes: int = Field(3, ge=0, le=20, description="At most so many quotes a theme.")
    sort: Sort = Field("reach", description="What the order is by.")
    kind: ThemeKind | None = Field(None, description="Only themes of this kind.")


class TrendShape(FilterQuery):
    """How a trend is counted and split."""

    period: PeriodName = Field("month", description="What one point stands for.")
    by: list[str] = Field(
        default_factory=list,
        description="Up to two of tier, source, segment.<name>; repeated or with commas.",
        examples=[["tier"]],
    )

    @field_validator("by")
    @classmethod
    def _split(cls, value: list[str]) -> list[str]:
        return [name.strip() for item in value for name in item.split(",") if name.strip()]


class TrendQuery(TrendShape):
    """Which trend."""

    measure: str = Field(
        description="A theme's id or label, or a code.", min_length=1, examples=["code:friction.price"]
    )
    format: Literal["json", "csv"] = Field("json", description="How the answer is written.")


class VerbatimsQuery(ListQuery):
    """Which quotes."""

    measure: str | None = Field(None, description="Only those that mention this theme or code.")
    account: str | None = Field(None, description="Only what this account said.")
    language: str | None = Field(None, description="Only what was said in this language.", examples=["de"])
    each: bool = Field(default=False, description="Every one, also those that say the same as another.")
    limit: int = Field(50, ge=1, le=MOST_AT_ONCE, description="At most so many.")
    cursor: int | None = Field(None, description="The answer's next_cursor, to go on where it ended.")


class AccountsQuery(ListQuery):
    """Which accounts."""

    limit: int = Field(100, ge=1, le=MOST_AT_ONCE, description="At most so many.")


FiltersAsked = Annotated[FilterQuery, Query()]
ThemesAsked = Annotated[ThemesQuery, Query()]
TrendAsked = Annotated[TrendQuery, Query()]
VerbatimsAsked = Annotated[VerbatimsQuery, Query()]
AccountsAsked = Annotated[AccountsQuery, Query()]
PlainListAsked = Annotated[PlainListQuery, Query()]
NothingAsked = Annotated[NoQuery, Query()]
