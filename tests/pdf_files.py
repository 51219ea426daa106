"""Small PDF files, written by hand for the tests: text, pictures, and what breaks readers."""

import zlib
from collections.abc import Sequence

ROW = tuple[float, float, float, str]
"""Place from the left, height, letter size and words of a line; points."""


def build_pdf(
    pages: Sequence[Sequence[ROW]],
    *,
    picture: tuple[int, int] | None = None,
    catalog: str = "",
    trailer: str = "",
    compress: bool = False,
) -> bytes:
    """A PDF with a page for each sequence of rows.

    Args:
        pages: the rows of each page.
        picture: width and height in points of a picture shown on every page.
        catalog: more of the catalogue.
        trailer: more of the trailer.
        compress: whether content streams are deflated.
    """
    objects: list[bytes] = [b"", b"", _font()]
    image = ""
    if picture is not None:
        objects.append(_picture(*picture))
        image = f"/XObject << /I {len(objects)} 0 R >>"
    kids = []
    for rows in pages:
        content = _content(rows, shows_picture=picture is not None)
        objects.append(_stream(content, compress=compress))
        objects.append(
            (
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents "
                f"{len(objects)} 0 R /Resources << /Font << /F 3 0 R >> {image} >> >>"
            ).encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode()
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return assemble(objects, trailer=trailer)


def rows_of(lines: Sequence[str], *, top: float = 760, size: float = 11) -> list[ROW]:
    """Lines below each other; an empty one leaves a gap."""
    return [(72.0, top - 14 * number, size, words) for number, words in enumerate(lines) if words]


def assemble(objects: Sequence[bytes], *, trailer: str = "") -> bytes:
    """The file of numbered ``objects``, the first of them the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    size = len(objects) + 1
    out += (
        f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)


def bomb(megabytes: int) -> bytes:
    """A PDF whose one page has a stream that grows to ``megabytes`` when it is inflated."""
    packer = zlib.compressobj(9)
    chunk = b"BT /F 11 Tf 72 700 Td (water) Tj ET\n" * 29_128
    packed = b"".join(packer.compress(chunk) for _ in range(megabytes)) + packer.flush()
    content = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F 3 0 R >> >> >>"
    )
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
            _font(),
            content + packed + b"\nendstream",
            page.encode(),
        ]
    )


def _font() -> bytes:
    return b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def _picture(width: int, height: int) -> bytes:
    head = (
        f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8"
        f" /ColorSpace /DeviceGray /Filter /FlateDecode"
    )
    packed = zlib.compress(bytes(width * height))
    return f"{head} /Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"


def _content(rows: Sequence[ROW], *, shows_picture: bool) -> bytes:
    parts = ["q 400 0 0 400 72 100 cm /I Do Q"] if shows_picture else []
    for left, height, size, words in rows:
        escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        parts.append(f"BT /F {size} Tf {left} {height} Td ({escaped}) Tj ET")
    return "\n".join(parts).encode("cp1252")


def _stream(content: bytes, *, compress: bool) -> bytes:
    packed = zlib.compress(content) if compress else content
    filters = "/Filter /FlateDecode " if compress else ""
    return f"<< {filters}/Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"
