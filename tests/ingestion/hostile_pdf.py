"""Hostile PDFs: streams that inflate, pages and references that go round."""

import zlib

from tests.ingestion.attack import Attack, content


def _pdf(*objects: bytes) -> bytes:
    """Return a PDF of these objects, the catalogue first, with a right table of where they are."""
    out = bytearray(b"%PDF-1.4\n")
    entries = b"0000000000 65535 f \n"
    for number, body in enumerate(objects, start=1):
        entries += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    size = len(objects) + 1
    tail = b"xref\n0 %d\n" % size + entries + b"trailer\n<< /Size %d /Root 1 0 R >>\n" % size
    return bytes(out) + tail + b"startxref\n%d\n%%%%EOF\n" % len(out)


_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>"


def _one_page(stream: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    packed = b"<< /Length %d /Filter [%s] >>\nstream\n" % (len(stream), filters) + stream + b"\nendstream"
    return _pdf(_CATALOG, _PAGES, _PAGE, packed)


def _nested_pages(depth: int) -> bytes:
    middle = (
        b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (n + 1, n - 1) for n in range(2, depth)
    )
    return _pdf(_CATALOG, *middle, b"<< /Type /Page /Parent %d 0 R >>" % (depth - 1))


def _within_itself() -> bytes:
    """Return a PDF whose page shows a form that shows itself twice."""
    itself = b"/Resources << /XObject << /X 5 0 R >> >>"
    shown = b"/Length 18 >>\nstream\n/X Do /X Do (A) Tj\nendstream"
    page = _PAGE.replace(b"/Resources << >>", itself)
    return _pdf(
        _CATALOG, _PAGES, page, b"<< " + shown, b"<< /Type /XObject /Subtype /Form %s " % itself + shown
    )


PDFS = (
    Attack("a PDF that inflates", "a.pdf", lambda path: path.write_bytes(
           _one_page(zlib.compress(b"(A) Tj " * 20_000_000, 5))), "a.pdf: "),
    Attack("a PDF that inflates twice", "a.pdf", lambda path: path.write_bytes(
           _one_page(zlib.compress(zlib.compress(bytes(150_000_000), 5), 5), b"/FlateDecode /FlateDecode")),
           "a.pdf: "),
    Attack("a PDF of 20 MB of words on a page", "a.pdf", lambda path: path.write_bytes(
           _one_page(zlib.compress(b"BT /F 9 Tf 1 0 0 1 5 5 Tm (A) Tj ET " * 500_000, 9))), "a.pdf: "),
    Attack("a PDF whose pages hold each other", "a.pdf", content(_pdf(
           _CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>")), "a.pdf: "),
    Attack("a PDF of one page a million times", "a.pdf", lambda path: path.write_bytes(_pdf(
           _CATALOG, b"<< /Type /Pages /Kids [" + b"3 0 R " * 1_000_000 + b"] /Count 9 >>", _PAGE)),
           "a.pdf: "),
    Attack("a PDF of pages 20,000 deep", "a.pdf", content(_nested_pages(20_000)), "a.pdf: "),
    Attack("a PDF of pages 700 deep", "a.pdf", content(_nested_pages(700)), "a.pdf: "),
    Attack("a PDF whose content is itself", "a.pdf", content(_pdf(
           _CATALOG, _PAGES, _PAGE.replace(b"4 0 R", b"3 0 R"))), "a.pdf: "),
    Attack("a PDF of a form within itself", "a.pdf", content(_within_itself()), "a.pdf: "),
    Attack("a PDF of a reference to itself", "a.pdf", content(_pdf(
           _CATALOG, b"<< /Type /Pages /Kids 3 0 R /Count 1 >>", b"3 0 R")), "a.pdf: "),
    Attack("a PDF of arrays without end", "a.pdf", lambda path: path.write_bytes(
           _pdf(_CATALOG, b"[" * 1_000_000)), "a.pdf: "),
    Attack("a PDF whose tables follow each other in a ring", "a.pdf", content(_pdf(
           _CATALOG, _PAGES, _PAGE).replace(b"/Root", b"/Prev 9 /Root")), "a.pdf: "),
)  # fmt: skip
