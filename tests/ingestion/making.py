"""Small documents, workbooks and PDFs made by hand, hostile ones too, and what context a file is."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from ingestion.context.kinds import ContextKind, context_kind
from ingestion.files import open_input
from ingestion.reader import MAX_BYTES
from voc.errors import InputError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument."


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive, the same bytes for the same parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 9, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def docx(body: str, *, prolog: str = "", extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a Word document whose body is this markup."""
    return archive(
        {
            "[Content_Types].xml": _types(
                '<Override PartName="/word/document.xml" '
                f'ContentType="{_KIND}wordprocessingml.document.main+xml"/>'
            ),
            "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
            "word/document.xml": f'{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            **(extra or {}),
        }
    )


def xlsx(sheet: str, *, prolog: str = "", extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a workbook of one sheet whose data is this markup."""
    return archive(
        {
            "[Content_Types].xml": _types(
                f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}spreadsheetml.sheet.main+xml"/>'
                '<Override PartName="/xl/worksheets/sheet1.xml" '
                f'ContentType="{_KIND}spreadsheetml.worksheet+xml"/>'
            ),
            "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
            "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f'{prolog}<worksheet xmlns="{S}"><sheetData>{sheet}</sheetData>'
            "</worksheet>",
            **(extra or {}),
        }
    )


def paragraph(text: str, *, bold: str = "") -> str:
    """Return a paragraph's markup, a part in bold before the text; a line feed is a break."""
    runs = [f"<w:r><w:rPr><w:b/></w:rPr>{_words(bold)}</w:r>"] if bold else []
    return f"<w:p>{''.join(runs)}<w:r>{_words(text)}</w:r></w:p>"


def table(rows: Iterable[Iterable[str]]) -> str:
    """Return a table's markup."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def pdf(pages: Iterable[Iterable[str]]) -> bytes:
    """Return a PDF with these lines of Latin letters on its pages."""
    streams = [_page_stream(lines) for lines in pages]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(streams)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, stream in enumerate(streams):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out = "%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    entries = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    out += f"xref\n0 {count}\n0000000000 65535 f \n{entries}"
    out += f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{out.index('xref')}\n%%EOF\n"
    return out.encode("latin-1")


def _page_stream(lines: Iterable[str]) -> str:
    shown = " T* ".join(
        "(" + line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ") Tj" for line in lines
    )
    return f"BT /F1 11 Tf 14 TL 50 790 Td {shown} ET"


def _words(text: str) -> str:
    parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n"))
    return "<w:br/>".join(parts)


def _types(overrides: str) -> str:
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def kind_of(path: Path, *, max_bytes: int = MAX_BYTES) -> ContextKind | None:
    """Return which context file a file is, None for feedback and for what cannot be opened."""
    try:
        return context_kind(open_input(path, max_bytes=max_bytes).head)
    except InputError:
        return None
