"""The server answers many at once, says when it is ready, and says when it cannot listen."""

import http.client
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import Queue
from threading import Thread

import pytest
import uvicorn

from voc.errors import PortInUse, SettingsError
from voc.settings import Settings
from voc.web import server

PARALLEL = 200
AT_ONCE = 50


@pytest.fixture
def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def running(company: Settings, free_port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a real server in a thread of this process."""
    made: list[uvicorn.Server] = []
    remember = server._Server.__init__

    def init(self: server._Server, *args: object, **options: object) -> None:
        remember(self, *args, **options)  # type: ignore[arg-type]
        made.append(self)

    monkeypatch.setattr(server._Server, "__init__", init)
    ready: Queue[str] = Queue()
    settings = company.model_copy(update={"port": free_port})
    thread = Thread(target=lambda: server.serve(settings, on_ready=ready.put))
    thread.start()
    assert ready.get(timeout=20) == f"http://127.0.0.1:{free_port}"
    yield free_port
    made[0].should_exit = True
    thread.join(timeout=20)
    assert not thread.is_alive()


def test_two_hundred_parallel_requests_are_answered(running: int) -> None:
    addresses = ["/api/v1/themes", "/api/v1/trends?measure=th_seats&by=tier", "/healthz", "/"]

    def ask(number: int) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", running, timeout=60)
        try:
            connection.request("GET", addresses[number % len(addresses)])
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert list(pool.map(ask, range(PARALLEL))) == [200] * PARALLEL


def test_a_port_that_is_taken_is_named(company: Settings, free_port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", free_port))
        other.listen()
        with pytest.raises(PortInUse, match=f"port {free_port} on 127.0.0.1 is taken .* --port"):
            server.serve(company.model_copy(update={"port": free_port}), on_ready=print)


def test_an_address_of_another_machine_is_refused(company: Settings) -> None:
    with pytest.raises(SettingsError, match=r"cannot listen on 192\.0\.2\.1:8321"):
        server.serve(company.model_copy(update={"host": "192.0.2.1"}), on_ready=print)
