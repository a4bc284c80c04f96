"""The server: one process that listens, and says when it is ready."""

import errno
import socket
from collections.abc import Callable
from threading import Thread

import uvicorn
from anyio import to_thread

from voc.api.security import is_loopback
from voc.auth.tokens import has_tokens
from voc.errors import PortInUse, SettingsError
from voc.settings import Settings
from voc.store.database import open_database
from voc.web.app import create_site

WAITING = 2048
THREADS = 4


class _Server(uvicorn.Server):
    """A uvicorn server that calls back once it answers."""

    def __init__(self, config: uvicorn.Config, *, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        # Answers are computed in Python: more threads than a few only take the interpreter from each other.
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        await super().startup(sockets=sockets)
        if self.started:
            self._started()


def serve(settings: Settings, *, on_ready: Callable[[str], None]) -> None:
    """Serve the pages and the API of a workspace until interrupted.

    ``on_ready`` is called with the address, such as ``http://127.0.0.1:8321``, once requests are
    answered. Raises PortInUse where another process listens there, SettingsError where the host is no
    address of this machine, or where others could reach a workspace that has no token.
    """
    with _listen(settings.host, settings.port) as listener:
        _check_guarded(settings)
        site = create_site(settings)
        config = uvicorn.Config(
            site,
            log_level="warning",
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            proxy_headers=False,
            backlog=WAITING,
        )
        host = f"[{settings.host}]" if ":" in settings.host else settings.host

        def ready() -> None:
            # The charts' script takes seconds to make the first time: begin before a browser asks for it.
            Thread(target=site.state.assets.chart_script, daemon=True).start()
            on_ready(f"http://{host}:{settings.port}")

        _Server(config, started=ready).run(sockets=[listener])


def _check_guarded(settings: Settings) -> None:
    """Raise SettingsError where a workspace without a token would be open to other machines."""
    if is_loopback(settings.host):
        return
    db = open_database(settings.database)
    try:
        if not has_tokens(db):
            raise SettingsError(
                f"cannot listen on {settings.host}: the workspace has no token, and other machines could "
                "read it; make one with 'voc tokens add NAME --scope all', or listen on 127.0.0.1"
            )
    finally:
        db.close()


def _listen(host: str, port: int) -> socket.socket:
    """Return a bound socket: asking for the port and taking it are one step, so nothing can come between."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Only of a socket that names its protocol does asyncio send small answers without a wait of 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(
                f"port {port} on {host} is taken by another process: end it, or choose another with --port"
            ) from error
        raise SettingsError(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
    return listener
