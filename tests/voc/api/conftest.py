"""The API of the small company, asked as a browser on this machine would."""

import pytest
from starlette.testclient import TestClient

from voc.api.app import create_app
from voc.settings import Settings


@pytest.fixture
def api(company: Settings) -> TestClient:
    """A client of the API."""
    return TestClient(create_app(company), base_url="http://localhost")
