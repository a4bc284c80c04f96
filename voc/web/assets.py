"""What pages load beside their HTML: the style sheet, the page's script and the charts' script."""

from hashlib import sha256
from pathlib import Path
from threading import Lock

from fastapi import APIRouter, Request, Response

from voc.errors import NotFound
from voc.settings import Settings

FOLDER = Path(__file__).parent / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
CHARTS = "charts.js"
# The address of an asset holds a hash of its content: it may be kept for ever.
FOR_EVER = "public, max-age=31536000, immutable"
# vega-embed carries the expression interpreter that lets charts be drawn without evaluating code.
SNIPPET = "window.vocCharts = { embed: vegaEmbed };"

ROUTER = APIRouter(include_in_schema=False)


class Assets:
    """The assets of a running site; the charts' script is made once and kept beside the models."""

    def __init__(self, settings: Settings) -> None:
        self._cache = settings.models / "web"
        self._lock = Lock()
        self._script: bytes | None = None
        self._hashes = {path.name: _short(path.read_bytes()) for path in FOLDER.iterdir()}

    def url(self, name: str) -> str:
        """Return the address of an asset, with its version."""
        return f"/static/{name}?v={_chart_version() if name == CHARTS else self._hashes[name]}"

    def content(self, name: str) -> bytes:
        """Return an asset; raises NotFound for a name that is none."""
        if name == CHARTS:
            return self.chart_script()
        if name not in self._hashes:
            raise NotFound(f"no asset {name!r}")
        return (FOLDER / name).read_bytes()

    def chart_script(self) -> bytes:
        """Return the script that draws Vega-Lite charts in the browser (Vega, Vega-Lite, vega-embed)."""
        with self._lock:
            if self._script is None:
                self._script = self._stored_script()
            return self._script

    def _stored_script(self) -> bytes:
        path = self._cache / f"charts-{_chart_version()}.js"
        if path.is_file():
            return path.read_bytes()
        from reports.charts import browser_script

        script = browser_script(SNIPPET).encode()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.write_bytes(script)
            part.replace(path)
        except OSError:
            # A folder that cannot be written costs a few seconds at each start, nothing else.
            pass
        return script


@ROUTER.get("/static/{name}")
def get_asset(request: Request, name: str) -> Response:
    """Return an asset, to be kept by the browser."""
    assets = request.app.state.assets
    assert isinstance(assets, Assets)  # noqa: S101  (create_site put them there)
    return Response(
        assets.content(name), media_type=TYPES[Path(name).suffix], headers={"Cache-Control": FOR_EVER}
    )


def _chart_version() -> str:
    from importlib.metadata import version

    return _short(f"{version('vl-convert-python')} {SNIPPET}".encode())


def _short(content: bytes) -> str:
    return sha256(content).hexdigest()[:12]
