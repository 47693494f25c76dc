"""Documents: what they are is read in them; their name only says what they should be.

Office files are packages (zip): OOXML says what it holds in `[Content_Types].xml` (ECMA-376, part 2), OpenDocument in
`mimetype` (OASIS ODF 1.3, part 2). Text has no mark of its own: it is text when it holds no control characters, and
plain when it holds no markup that a browser would run.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import PurePath
from xml.etree.ElementTree import ParseError

import filetype
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from ..listing import listed

OOXML = "application/vnd.openxmlformats-officedocument."
OFFICE = {
    "docx": f"{OOXML}wordprocessingml.document.main+xml",
    "xlsx": f"{OOXML}spreadsheetml.sheet.main+xml",
    "pptx": f"{OOXML}presentationml.presentation.main+xml",
}
OPEN_DOCUMENT = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
TEXT = ("csv", "txt")
KINDS = ("pdf", *OFFICE, *OPEN_DOCUMENT, *TEXT)
MACROS = ("vbaproject", "macroenabled", "macrosheet", "activex")
OPEN_DOCUMENT_MACROS = ("basic/", "scripts/")
MOST_OF_A_LIST = 1_000_000  # bytes; a package's list of contents has a few thousand
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    DefusedXmlException,
    KeyError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What Python's readers of packages and XML raise at what is damaged or made to harm."""
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MARKUP = re.compile(
    r"<(?:!doctype|\?xml|\?php|html|head|body|script|style|svg|math|iframe|object|embed|form|meta|link|base|img)\b",
    re.IGNORECASE,
)


def check(upload: UploadedFile) -> None:
    """Raises `ValidationError`, with what may be sent, when the file is not what we accept or not what it is called."""
    kind = PurePath(upload.name or "").suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise _refused(_("Files of this kind are not accepted."))
    upload.seek(0)
    if kind in TEXT:
        _check_text(upload.read(), kind)
    elif kind == "pdf":
        if filetype.guess_extension(upload) != "pdf":
            raise _something_else(kind)
    else:
        _check_package(upload, kind)
    upload.seek(0)


def _check_package(upload: UploadedFile, kind: str) -> None:
    try:
        with zipfile.ZipFile(upload) as package:
            names = " ".join(package.namelist()).lower()
            if kind in OFFICE:
                parts = fromstring(_read(package, "[Content_Types].xml"))
                held = [part.get("ContentType", "") for part in parts]
            else:
                held = [_read(package, "mimetype").decode("ascii").strip()]
    except UNREADABLE as unreadable:
        raise _something_else(kind) from unreadable
    told = f"{names} {' '.join(held)}".lower()
    if any(mark in told for mark in MACROS) or any(f" {folder}" in f" {names}" for folder in OPEN_DOCUMENT_MACROS):
        raise ValidationError(
            _("This file contains macros, which are small programs. Save it without them and send it again."),
            code="macros",
        )
    if (OFFICE | OPEN_DOCUMENT)[kind] not in held:
        raise _something_else(kind)


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    if package.getinfo(name).file_size > MOST_OF_A_LIST:
        raise ValueError(name)
    return package.read(name)


def _check_text(content: bytes, kind: str) -> None:
    text = _decoded(content)
    if CONTROL_CHARACTERS.search(text):
        raise _something_else(kind)
    if MARKUP.search(text):
        raise _refused(_("This file contains a web page or a script, not plain text."))


def _decoded(content: bytes) -> str:
    """Spreadsheets write UTF-8, UTF-16 with its mark, or the machine's own code page, which has no wrong bytes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _something_else(kind: str) -> ValidationError:
    message = _(
        "This file is called .%(kind)s, but it contains something else, is protected with a password, or is damaged."
    )
    return _refused(message % {"kind": kind})


def _refused(why: str) -> ValidationError:
    allowed = _("You can send: %(kinds)s.") % {"kinds": listed(KINDS).upper()}
    return ValidationError(f"{why} {allowed}", code="refused")
