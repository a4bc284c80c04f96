"""A personal datum, and what the finders of numbers share: digits, a check digit, the words before."""

import re
from dataclasses import dataclass

LOOK_BACK = 40
IDENTIFIER_BEFORE = re.compile(
    r"\b(?:orders?|tickets?|invoices?|cases?|customer|client|account|contract|references?|ref|ids?"
    r"|tracking|parcel"
    r"|shipment|serial|sku|part|article|item|po|booking|confirmation|licen[cs]e|incident|request"
    r"|transaction|batch"
    r"|build|policy|member|registration|vat|isbn|ean|imei|gtin|asset|document|file|row"
    r"|(?<!direct )(?<!booking )(?<!phone )(?<!support )(?<!help )(?<!care )(?<!our )(?<!my )(?<!land )line"
    r"|code|quote|receipt"
    r"|terminal|meter|device|claim|flight|lot|dossier|kundennr|auftragsnr|rechnungsnr|bestellung|rechnung"
    r"|kundennummer|auftrag|commande|facture|pedido|factura|ordre|bestelling|factuur|fattura|ordine"
    r"|zam\u00f3wieni\w|fatura|siparis|faktura|waybill|dhl|ups|fedex|model|version)"
    r"(?:\s+(?:id|ids|key|number|numbers|no|nr|code|ref|reference|is|was|and|under|the))*[\s.:#(/-]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Datum:
    """A personal datum in a text: its span, its kind and its value in one normal form."""

    start: int
    end: int
    kind: str
    value: str


def digits(text: str) -> str:
    """Return the digits of a text."""
    return "".join(sign for sign in text if sign.isdigit())


def luhn(number: str) -> bool:
    """Tell whether a number satisfies the check of ISO/IEC 7812 (H. P. Luhn)."""
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2]]
    return (sum(doubled) + sum(int(digit) for digit in number[-1::-2])) % 10 == 0


def before(pattern: re.Pattern[str], text: str, start: int) -> bool:
    """Tell whether what stands directly before a place is of a form that ends there."""
    return pattern.search(text[max(0, start - LOOK_BACK) : start]) is not None
