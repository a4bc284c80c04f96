"""The interval that stands beside every rate."""

from math import sqrt
from statistics import NormalDist


def wilson(hits: int, total: int, *, confidence: float) -> tuple[float, float]:
    """Return the score interval of a proportion (Wilson, 1927), within 0 and 1.

    With ``total`` 0 nothing is known and the interval is (0, 1). Raises ValueError where ``hits`` is not
    between 0 and ``total``.
    """
    if not 0 <= hits <= total:
        raise ValueError(f"{hits} of {total} is no proportion: need 0 <= hits <= total")
    if total == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = hits / total
    centre = share + z * z / (2 * total)
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    # At the ends the formula gives 0 and 1 but for rounding; a zero is to be printed as zero.
    low = 0.0 if hits == 0 else (centre - half) / scale
    high = 1.0 if hits == total else (centre + half) / scale
    return low, high
