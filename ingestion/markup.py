"""Words out of HTML."""

import re
from dataclasses import dataclass, field
from html import unescape

# Of the source, which may begin with the styles of a whole mail program; and of the words.
MAX_SOURCE = 1_000_000
MAX_BODY = 50_000
_HTML = re.compile(
    r"</?(?:p|br|div|span|a|ul|ol|li|b|i|u|strong|em|table|tr|td|h\d|hr|pre|font|html|body|img|blockquote)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)
# The parser of the standard library takes minutes for 50 kB of "<a ". Nothing here can go back and try again.
_TAG = re.compile(
    r"<(?:(?P<end>/?)(?P<name>[a-zA-Z][\w:-]*+)(?:(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>|[^<>]*+>)|[!?][^<>]*+>)"
)
_BLOCK = re.compile(r"<(?:p|br|div|ul|ol|li|table|tr|h\d|blockquote|body|html)\b", re.IGNORECASE)
_BREAKING = frozenset({
    "p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table", "hr",
    "pre", "section", "article",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"script", "style", "head", "title"})


def html_to_text(source: str) -> str:
    """Return the words of HTML, with line breaks at its blocks; what it quotes stands behind ``>``.

    Text that holds no tag of HTML is returned with its entities resolved alone.
    """
    text = _without_silent(source[:MAX_SOURCE])[:MAX_BODY]
    if not _HTML.search(text):
        return unescape(text).replace("\xa0", " ").strip()
    # Markdown with a tag here and there: its line ends are its own.
    words = _Words(_as_written=0 if _BLOCK.search(text) else 1)
    at = 0
    for tag in _TAG.finditer(text):
        words.add(text[at : tag.start()])
        words.tag((tag["name"] or "").lower(), end=bool(tag["end"]))
        at = tag.end()
    words.add(text[at:])
    lines = (" ".join(line.split()) for line in "".join(words.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_silent(source: str) -> str:
    """Return HTML without its comments, styles and scripts, which may be longer than any words."""
    if "<" not in source:
        return source
    lowered = source.lower()
    if len(lowered) != len(source):
        return source
    for start, end in (("<!--", "-->"), *((f"<{tag}", f"</{tag}>") for tag in ("style", "script"))):
        if start in lowered:
            kept, at = [], 0
            while (begin := lowered.find(start, at)) >= 0 and (stop := lowered.find(end, begin)) >= 0:
                kept.append(source[at:begin])
                at = stop + len(end)
            source = "".join((*kept, source[at:]))
            lowered = source.lower()
    return source


@dataclass(slots=True)
class _Words:
    """Gathers the words of a document, none of its head, those that are quoted behind a mark."""

    parts: list[str] = field(default_factory=list)
    _silent: int = 0
    _quoted: int = 0
    _as_written: int = 0
    _numbers: list[int | None] = field(default_factory=list)

    def add(self, words: str) -> None:
        """Take words between two tags; line ends count where they are shown as written."""
        if words and not self._silent:
            line_end = f"\n{self._mark()}" if self._as_written else " "
            self.parts.append(unescape(words).replace("\n", line_end))

    def tag(self, name: str, *, end: bool) -> None:
        """Take a tag, which may break the line, begin or end a list or a quote, or silence what follows."""
        step = -1 if end else 1
        if name in _SILENT:
            self._silent = max(self._silent + step, 0)
        elif name == "li":
            self.parts.append("" if end else f"\n{self._mark()}{self._bullet()}")
        elif name in _CELLS:
            self.parts.append(" ")
        elif name in _BREAKING:
            self._quoted = max(self._quoted + step * (name == "blockquote"), 0)
            self._as_written = max(self._as_written + step * (name == "pre"), 0)
            if name in {"ul", "ol"}:
                self._list(name, end=end)
            self.parts.append(f"\n{self._mark()}")

    def _list(self, name: str, *, end: bool) -> None:
        if not end:
            self._numbers.append(0 if name == "ol" else None)
        elif self._numbers:
            self._numbers.pop()

    def _bullet(self) -> str:
        if not self._numbers or self._numbers[-1] is None:
            return "- "
        self._numbers[-1] += 1
        return f"{self._numbers[-1]}. "

    def _mark(self) -> str:
        return "> " if self._quoted else ""
