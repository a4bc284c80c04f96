"""Every answer is guarded, and a foreign host is refused."""

import subprocess
import sys

import pytest
from starlette.testclient import TestClient

from voc.api.app import create_app
from voc.settings import Settings

LIGHT = """
import sys
from starlette.testclient import TestClient
from voc.settings import Settings
from voc.web.app import create_site

site = create_site(Settings(workspace=sys.argv[1], models=sys.argv[1]))
client = TestClient(site, base_url="http://localhost")
assert client.get("/api/v1/trends?measure=th_seats").status_code == 200
assert client.get("/").status_code == 200
print(sorted(name for name in (
    "torch", "spacy", "bertopic", "sentence_transformers", "onnxruntime", "sklearn", "nlp", "ingestion",
    "voc.pipeline",
) if name in sys.modules))
"""


@pytest.mark.parametrize("address", ["/api/v1/themes", "/api/v1/nothing", "/api/v1/trends", "/healthz"])
def test_every_answer_carries_the_headers(api: TestClient, address: str) -> None:
    headers = api.get(address).headers
    assert "unsafe" not in headers["content-security-policy"]
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "localhost:8321", "127.0.0.1:9", "[::1]:8321", "[::1]"]
)
def test_a_loopback_name_is_answered(api: TestClient, host: str) -> None:
    assert api.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8321", "127.0.0.1.evil.example", "", "::1:x"])
def test_another_name_is_refused_on_loopback(api: TestClient, host: str) -> None:
    answer = api.get("/api/v1/themes", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.json()["type"] == "/problems/bad-host"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_server_that_listens_to_the_network_answers_to_its_name(company: Settings) -> None:
    open_to_all = company.model_copy(update={"host": "0.0.0.0"})  # noqa: S104  (what the test is about)
    api = TestClient(create_app(open_to_all), base_url="http://voc.company.example")
    assert api.get("/healthz").status_code == 200


def test_whatever_answers_a_request_loads_no_model(company: Settings) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIGHT, str(company.workspace)], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")
