"""Where facts were read, as a page says it: one list for pages' rows and for records' JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core.models import Source

ARCHIVE_MARK = "seed:"  # how the programme's files name a document of its archive; the name itself is nobody's business
LONGEST = 90


@dataclass(frozen=True)
class SourceLine:
    """A line of `components/_sources.html`. What has no address is a document of the programme's archive."""

    label: str
    url: str = ""
    note: str = ""


def display_sources(sources: Iterable[Source | dict]) -> list[SourceLine]:
    """Each once, in their order: rows of a page, or `{"label", "url"}` of a record."""
    pairs = [(_part(source, "label"), _part(source, "url")) for source in sources]
    archive = SourceLine(_("Programme archive"))
    return list(
        dict.fromkeys(
            archive
            if label.startswith(ARCHIVE_MARK) or url.startswith(ARCHIVE_MARK) or not (label or url)
            else SourceLine(label if label and label != url else called(url), url)
            for label, url in pairs
        )
    )


def _part(source: Source | dict, name: str) -> str:
    return (source.get(name) if isinstance(source, dict) else getattr(source, name)) or ""


def called(url: str) -> str:
    """An address as a reader tells it from its neighbours: the site, and the last readable part of the path."""
    parts = urlsplit(url)
    site = parts.netloc.removeprefix("www.").rstrip(".")
    named = [unquote(step) for step in parts.path.split("/") if any(map(str.isalpha, unquote(step)))]
    if not named:
        return site
    last = named[-1].rsplit(".", 1)[0] if "." in named[-1][-6:] else named[-1]
    return Truncator(f"{site}, {last.replace('-', ' ').replace('_', ' ').replace('+', ' ').strip()}").chars(LONGEST)
