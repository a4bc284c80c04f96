"""Words out of HTML."""

import re
from html import unescape
from html.parser import HTMLParser

MAX_BODY = 50_000
_HTML = re.compile(
    r"</?(?:p|br|div|span|a|ul|ol|li|b|i|strong|em|table|tr|td|h\d|html|body|img|blockquote)\b[^<>]*>",
    re.IGNORECASE,
)
_BREAKING = frozenset(
    {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table"}
)
_SILENT = frozenset({"script", "style", "head", "title"})


def html_to_text(source: str) -> str:
    """Return the words of HTML, with line breaks at its blocks and none of its quoted mails.

    Text that holds no tag of HTML is returned with its entities resolved alone.
    """
    text = source[:MAX_BODY]
    if not _HTML.search(text):
        return unescape(text).replace("\xa0", " ").strip()
    collector = _Collector()
    collector.feed(text)
    collector.close()
    lines = (" ".join(line.split()) for line in "".join(collector.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Collector(HTMLParser):
    """Gathers the words of a document, none of scripts, styles and quoted mails."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        quoted = any(name == "class" and value and "quote" in value for name, value in attrs)
        if self._silent:
            self._silent += tag in _SILENT or tag in {"div", "blockquote"}
        elif tag in _SILENT or (quoted and tag in {"div", "blockquote"}):
            self._silent = 1
        elif tag in _BREAKING:
            self.parts.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._silent -= tag in _SILENT or tag in {"div", "blockquote"}
        elif tag in _BREAKING and tag != "li":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\n", " "))
