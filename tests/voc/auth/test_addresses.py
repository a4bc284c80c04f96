"""A token in an address is refused; what only looks a little like one is not."""

import pytest

from voc.auth.addresses import refuse_token
from voc.errors import TokenInAddress

TOKEN = f"voc_0123456789_{'ab' * 32}"


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/api/v1/themes", "token=x"),
        ("/api/v1/themes", "tier=team&Access_Token=x"),
        ("/api/v1/themes", "api_key="),
        ("/api/v1/themes", f"source={TOKEN}"),
        ("/api/v1/themes", f"source={TOKEN[:40]}"),
        ("/api/v1/themes", f"source=%76oc_{TOKEN[4:]}"),
        ("/sign-in", f"next=/%3Fx%3D{TOKEN}"),
        ("/sign-in", f"next=%252F%253Ftoken%253D{TOKEN}"),
        (f"/api/v1/accounts/{TOKEN}", ""),
    ],
)
def test_a_token_in_an_address_is_refused_without_repeating_it(path: str, query: str) -> None:
    with pytest.raises(TokenInAddress) as refused:
        refuse_token(path, query)
    assert "revoke it with 'voc tokens revoke ID'" in str(refused.value)
    assert TOKEN[:20] not in str(refused.value)


@pytest.mark.parametrize("query", ["source=voc_survey_2026", "measure=friction.price", "source=tokens", ""])
def test_what_is_no_token_passes(query: str) -> None:
    refuse_token("/api/v1/themes", query)
