"""The site of the small company, asked as a browser on this machine would."""

import pytest
from starlette.testclient import TestClient

from voc.settings import Settings
from voc.web.app import create_site


@pytest.fixture
def site(company: Settings) -> TestClient:
    """A client of the pages and the API."""
    return TestClient(create_site(company), base_url="http://localhost")
