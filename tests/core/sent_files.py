"""Files as people send them, and as those do who mean no good: made here, so that none lies in the repository."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import pillow_heif
from PIL import Image
from PIL.PngImagePlugin import PngInfo

HTML = b"<!doctype html><script>alert(document.domain)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXECUTABLE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(200)
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
GPS_INFO, ORIENTATION, ARTIST = 0x8825, 0x0112, 0x013B


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **written_with) -> bytes:
    content = BytesIO()
    Image.new(mode, size, 40_000 if mode == "I;16" else "seagreen").save(content, kind, **written_with)
    return content.getvalue()


def told_picture(kind: str) -> bytes:
    """It says where it was taken and by whom, lies on its side, and has a colour profile."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # to be turned by a quarter
    exif[ARTIST] = "A. Photographer"
    exif.get_ifd(GPS_INFO)[1] = "N"
    exif.get_ifd(GPS_INFO)[2] = (35.0, 47.0, 0.0)
    text = PngInfo()
    text.add_text("Comment", "A. Photographer was here")
    xmp = b"<x:xmpmeta>A. Photographer</x:xmpmeta>"
    own = {"JPEG": {"comment": "A. Photographer", "xmp": xmp}, "PNG": {"pnginfo": text}, "WEBP": {"xmp": xmp}}
    return picture(kind, exif=exif, icc_profile=b"a colour profile", **own[kind])


def heic_photo() -> bytes:
    """As a phone writes it: lying on its side, with the place where it was taken."""
    pillow_heif.register_heif_opener()
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[ARTIST] = "A. Photographer"
    exif.get_ifd(GPS_INFO)[1] = "N"
    return picture("HEIF", exif=exif.tobytes())


def huge_png(side: int = 10_000) -> bytes:
    """A hundred million pixels in a hundred kilobytes: one line of zeros, again and again."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    lines = zlib.compress(bytes((side + 1) * side), 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def moving_gif() -> bytes:
    frames = [Image.new("P", (10, 10), colour) for colour in (1, 2, 3)]
    content = BytesIO()
    frames[0].save(content, "GIF", save_all=True, append_images=frames[1:], duration=100, comment=b"A. Photographer")
    return content.getvalue()


def package(**entries: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        for name, text in entries.items():
            written.writestr(name, text)
    return content.getvalue()


def office(main: str = WORD, **more: str) -> bytes:
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )
    return package(**{"[Content_Types].xml": types, "word/document.xml": "<document/>", **more})


def open_document(kind: str = "text", **more: str) -> bytes:
    return package(**{"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<content/>", **more})
