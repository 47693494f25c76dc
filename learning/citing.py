"""How a publication is cited: as text, for BibTeX and for RIS. Plain functions over one record of what may be said.

The formats are written here, as they are a dozen lines each: the packages for them read whole libraries, and guess at
names. Texts stay Unicode, as biber and today's BibTeX styles read them; only what TeX takes for a command is replaced.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import iri_to_uri, uri_to_iri
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import languages
from core.display import Link, display_list

from .models import Edition, PublicationPage, Publisher

TEX = {
    "\\": r"{\textbackslash}",
    # a brace behind a backslash is still counted by BibTeX
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
RIS_KINDS = {
    PublicationPage.Kind.DATA: "DATA",
    PublicationPage.Kind.GUIDE: "GEN",
    PublicationPage.Kind.COLLECTION: "GEN",
}
RIS_REPORT = "RPRT"
FILES = {"cite_bib": "BibTeX (.bib)", "cite_ris": "RIS (.ris)"}
LINE_END = "\r\n"  # what RIS asks for


@dataclass(frozen=True)
class Cited:
    """What a citation may say. Authors only where the record names some: a publisher has not written it."""

    key: str
    kind: str
    authors: tuple[str, ...]
    publishers: tuple[str, ...]
    year: str
    title: str
    languages: tuple[str, ...]
    """Codes: of its editions, else of its record."""
    number: str
    address: str


@dataclass(frozen=True)
class Citation:
    """For `learning/_cite.html`."""

    text: SafeString
    bibtex: str
    ris: str
    files: tuple[Link, ...]


def citation(
    page: PublicationPage, publishers: Iterable[Publisher], editions: Iterable[Edition], request: HttpRequest
) -> Citation:
    one = cited(page, publishers, editions, request)
    files = tuple(Link(label, reverse(name, args=[page.slug])) for name, label in FILES.items())
    return Citation(as_text(one), as_bibtex(one), as_ris(one), files)


def cited(
    page: PublicationPage,
    publishers: Iterable[Publisher],
    editions: Iterable[Edition],
    request: HttpRequest | None = None,
) -> Cited:
    """By the title it bears itself, at its address in the visitor's language. Semicolons part several authors."""
    own_title = page.original_title or page.title
    named = (row.name or (row.organisation.name if row.organisation else "") for row in publishers)
    return Cited(
        key=f"portolan{page.pk}",
        kind=page.kind,
        authors=tuple(name for part in page.author.split(";") if (name := _line(part))),
        publishers=tuple(name for name in map(_line, named) if name),
        year=f"{page.year:04}" if page.year else "",
        title=_line(own_title),
        languages=tuple(edition.language for edition in editions) or (page.original_title_language or page.language,),
        number=_line(page.identifier),
        address=page.get_full_url(request) or "",
    )


def as_text(one: Cited) -> SafeString:
    """One line to be copied, in the visitor's language."""
    in_languages = map(languages.name_of, one.languages)
    what = display_list(filter(None, [*(one.authors or one.publishers), one.title, one.year, *in_languages]))
    address = display_list([uri_to_iri(one.address)])
    # Translators: how a page is cited: title, city and year, then the site and the address
    return format_html(_("{what}. Portolan, {address}"), what=what, address=address)


def as_bibtex(one: Cited) -> str:
    """Names and title in braces of their own, so that no style splits a name or takes the title's capitals away."""
    is_report = bool(one.publishers) and _ris_kind(one) == RIS_REPORT
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in one.authors),
        "title": f"{{{_tex(one.title)}}}",
        "institution" if is_report else "publisher": " and ".join(f"{{{_tex(name)}}}" for name in one.publishers),
        "year": one.year,
        "number": _tex(one.number),
        "language": ", ".join(one.languages),
        "url": _uri(one.address),
    }
    written = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    lines = ",\n".join([f"@{'techreport' if is_report else 'misc'}{{{one.key}", *written])
    return f"{lines}\n}}\n"


def as_ris(one: Cited) -> str:
    """A tag of two letters, two spaces, a hyphen and a space on each line; `TY` first and `ER` last."""
    tags = [
        ("TY", _ris_kind(one)),
        *(("AU", name) for name in one.authors),
        ("TI", one.title),
        *(("PB", name) for name in one.publishers),
        ("PY", one.year),
        *(("LA", code) for code in one.languages),
        ("M1", one.number),
        ("UR", _uri(one.address)),
    ]
    lines = [f"{tag}  - {value}" for tag, value in tags if value]
    return LINE_END.join([*lines, "ER  - ", ""])


def _ris_kind(one: Cited) -> str:
    return next((written for kind, written in RIS_KINDS.items() if kind == one.kind), RIS_REPORT)


def _line(text: str) -> str:
    """On one line, without control characters: in RIS a new line begins a new field."""
    joined = " ".join(str(text).split())
    return "".join(character for character in joined if unicodedata.category(character) != "Cc")


def _tex(text: str) -> str:
    return "".join(TEX.get(character, character) for character in text)


def _uri(address: str) -> str:
    """In ASCII, without the braces that would end a field."""
    return iri_to_uri(address).replace("{", "%7B").replace("}", "%7D")
