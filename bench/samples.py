"""The files that are damaged: those of the tests, beginnings of the demo company's, and some made here."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.ingestion.making import docx, paragraph, pdf, table, xlsx

ROOT = Path(__file__).parent.parent
COMPANY = ROOT / "fixtures/corvane"
FOLDERS = (ROOT / "tests/ingestion/files", COMPANY)
CUT = 65_536
ENOUGH_OF_A_KIND = 3
PRICES = """
saasName: Corvane
syntaxVersion: '2.1'
createdAt: '2025-03-01'
currency: EUR
features:
  sso: {description: Single sign-on, valueType: BOOLEAN, defaultValue: false}
  support: {description: Support, valueType: TEXT, defaultValue: By mail}
usageLimits:
  seats: {valueType: NUMERIC, defaultValue: 3}
plans:
  FREE: {price: 0, unit: user/month, features: null, usageLimits: null}
  TEAM: {price: 12, unit: user/month, features: {sso: {value: true}}, usageLimits: {seats: {value: 10}}}
addOns:
  audit: {price: 5, availableFor: [TEAM], features: {sso: {value: true}}}
"""


def load_samples(folders: Sequence[Path] | None) -> dict[str, bytes]:
    """Return files by name, beginnings of long ones; without folders ours and the made ones."""
    found = dict(_files(folders or FOLDERS))
    return found if folders else {**found, **_made()}


def _files(folders: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield files' names and beginnings, a few of those of the company that are alike."""
    alike: Counter[str] = Counter()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            kind = f"{path.parent.name} {path.stem.rpartition('_')[2]} {path.suffix}"
            alike[kind] += 1
            if folder != COMPANY or alike[kind] <= ENOUGH_OF_A_KIND:
                yield f"{folder.name}/{path.name}", _beginning(path)


def _beginning(path: Path) -> bytes:
    data = path.read_bytes()
    if len(data) <= CUT or data.startswith((b"PK", b"%PDF", b"$FL")):
        return data
    if path.suffix == ".json":
        return json.dumps(
            {key: value[:40] if isinstance(value, list) else value for key, value in json.loads(data).items()}
        ).encode()
    return data[: data.rindex(b"\n", 0, CUT) + 1]


def _made() -> Mapping[str, bytes]:
    """Return documents, a workbook, a PDF, a price list and a billing system's events."""
    said = ("Interviewer: How is it?", "Ana: The export is slow.", "Interviewer: Why?", "Ana: Too many rows.")
    cells = [("00:00:01", "Ana", "It is slow"), ("00:00:09", "Interviewer", "How slow?")]
    rows = [("id", "created", "comment"), *((f"r{n}", "2026-03-02", f"It is slow {n}") for n in range(9))]
    sheet = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>"
        for row in rows
    )
    return {
        "made/talk.docx": docx("".join(map(paragraph, said))),
        "made/table.docx": docx(table(cells) + paragraph("Ana: And more.")),
        "made/sheet.xlsx": xlsx(sheet),
        "made/talk.pdf": pdf([said, said[::-1], ["Page 3 of 3"]]),
        "made/prices.yaml": PRICES.encode(),
        "made/stripe.json": json.dumps([_stripe("created", 1), _stripe("updated", 2)], indent=1).encode(),
        "made/chargebee.json": json.dumps([_chargebee(n) for n in range(3)], indent=1).encode(),
    }


def _stripe(kind: str, tier: int) -> Mapping[str, object]:
    price = {
        "id": f"price_{tier}", "unit_amount": 900 * tier, "currency": "eur", "metadata": {"tier": f"t{tier}"},
        "recurring": {"interval": "month", "interval_count": 1},
    }  # fmt: skip
    thing = {"id": "sub_1", "customer": "cus_1", "status": "active",
             "items": {"data": [{"id": "si_1", "price": price, "quantity": 10}]}}  # fmt: skip
    return {"id": f"evt_{tier}", "type": f"customer.subscription.{kind}", "livemode": True,
            "created": 1_772_000_000, "data": {"object": thing, "previous_attributes": {}}}  # fmt: skip


def _chargebee(number: int) -> Mapping[str, object]:
    line = {"item_price_id": f"t{number}-EUR-Monthly", "item_type": "plan", "quantity": 5, "unit_price": 900,
            "amount": 4_500}  # fmt: skip
    kind = ("created", "changed", "cancelled")[number]
    return {"id": f"ev_{number}", "occurred_at": 1_772_000_000 + number, "event_type": f"subscription_{kind}",
            "content": {"subscription": {
                "id": "s1", "customer_id": "c1", "status": "active", "currency_code": "EUR",
                "billing_period": 1, "billing_period_unit": "month", "subscription_items": [line],
                "updated_at": 1_772_000_000 + number}}}  # fmt: skip
