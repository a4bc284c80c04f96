"""What the columns of context tables are called: our names, and those that other systems' exports use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingestion.headers import plain


@dataclass(frozen=True, slots=True)
class Columns:
    """The required columns of a context table, and what else its columns are called, the likeliest first."""

    required: tuple[str, ...]
    also: Mapping[str, tuple[str, ...]]

    def names(self, header: Sequence[str]) -> tuple[str, ...]:
        """Return a header under our names; a column that has its own name is never taken for another."""
        found = [column(name) for name in header]
        for ours, others in self.also.items():
            if ours in found:
                continue
            other = next((name for name in others if name in found), None)
            if other is not None:
                found[found.index(other)] = ours
        return tuple(found)


ACCOUNTS = Columns(
    ("account_id", "name"),
    {
        "account_id": ("id", "company_id", "customer_id", "organization_id", "org_id", "external_id"),
        "name": (
            "account_name", "company_name", "company", "customer_name", "account", "customer", "organization",
        ),
        "domain": ("website", "company_domain", "domain_name"),
        "arr": ("annual_recurring_revenue",),
        "mrr": ("monthly_recurring_revenue",),
        "currency": ("currency_iso_code",),
        "renewal_on": ("renewal_date", "renewal", "renews_on", "contract_end"),
        "owner": ("account_owner", "csm", "owner_name"),
        "created_on": ("created_at", "created_date", "created", "signup_date", "customer_since"),
    },
)  # fmt: skip
TIER_EVENTS = Columns(
    ("event_id", "account_id", "at", "kind"),
    {
        "event_id": ("id",),
        "account_id": ("company_id", "customer_id", "account", "organization_id", "org_id"),
        "at": ("occurred_at", "effective_at", "date", "on", "timestamp", "created_at"),
        "kind": ("event", "event_type", "type"),
        "from_tier": ("from_plan", "old_tier", "old_plan", "previous_plan"),
        "to_tier": ("to_plan", "new_tier", "new_plan"),
        "seats": ("quantity",),
    },
)
USAGE = Columns(
    ("account_id", "measure", "on", "used"),
    {
        "account_id": ("company_id", "customer_id", "account", "organization_id", "org_id"),
        "measure": ("metric", "feature", "feature_key"),
        "on": ("date", "day", "period_start", "month"),
        "used": ("value", "count", "usage", "quantity"),
        "limit": ("quota", "cap", "allowance"),
    },
)


def column(heading: str) -> str:
    """Return a heading as a column's name: lower case, underscores."""
    return plain(heading).replace(" ", "_")
