"""Where facts were read, as a page says it: one list for pages' rows and records' JSON, and footnotes to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.display import display_list
from core.languages import Wording, name_of
from core.models import Source
from core.place_display import display_place

ARCHIVE_MARK = "seed:"  # how the programme's files name a document of its archive; the name itself is nobody's business
ENDINGS = tuple(".?!…؟。")


@dataclass(frozen=True)
class Footnote:
    """A small number beside a statement: it leads to the source of that number, which leads back to `anchor`."""

    number: int
    anchor: str
    at: str = ""
    """Where in the source, in the visitor's language: a page, a section."""
    read_on: str = ""

    @property
    def label(self) -> str:
        return _("Source %(number)s") % {"number": self.number}


@dataclass(frozen=True)
class SourceLine:
    """A line of `components/_sources.html`. What has no address is a document of the programme's archive."""

    label: Wording | str
    url: str = ""
    note: str = ""
    details: SafeString | str = ""
    """Who published it and when, its language and kind, when it was looked at."""
    at: str = ""
    """Where in it, in the visitor's language."""
    language: str = ""
    is_copy: bool = False
    number: int = 0
    cited: tuple[str, ...] = ()
    """The anchors of the footnotes that lead here."""

    @property
    def stop(self) -> str:
        """After a title that others details follow."""
        return "" if not self.details or self.label.endswith(ENDINGS) else "."


def display_sources(sources: Iterable[Source | dict]) -> list[SourceLine]:
    """Each once, in their order: rows of a page, or `{"label", "url", ...}` of a record (core.models.Sourced)."""
    return list(dict.fromkeys(_line(source) for source in sources))


def _line(source: Source | dict) -> SourceLine:
    label, url = _part(source, "label"), _part(source, "url")
    if label.startswith(ARCHIVE_MARK) or url.startswith(ARCHIVE_MARK) or not (label or url):
        return SourceLine(_("Programme archive"))
    language = _part(source, "language")
    title = label if label and label != url else site_name(url)
    return SourceLine(
        Wording(title, language) if language and title == label else title,
        url,
        details=_details(source),
        at=display_place(_part(source, "at"), language),
        language=language,
        is_copy=bool(_part(source, "is_copy")),
    )


def _details(source: Source | dict) -> SafeString | str:
    """ "UCLG, 2019 (French, report). Looked at on 30 November 2026.", as far as it is known."""
    who = display_list(filter(None, (_part(source, name) for name in ("author", "publisher", "year"))))
    what = display_list(filter(None, (language_name(_part(source, "language")), kind_name(_part(source, "kind")))))
    # Translators: a source: who published it and when, then its language and kind, as in "UCLG, 2019 (French, report)"
    both = format_html(pgettext("source", "{who} ({what})"), who=who, what=what)
    described = both if who and what else who or what
    day = _part(source, "looked_at")
    day = parse_date(day) if isinstance(day, str) and day else day
    looked_at = _("Looked at on %(date)s.") % {"date": date_format(day)} if isinstance(day, date) else ""
    return format_html("{}{} {}", described, "." if described else "", looked_at) if described or looked_at else ""


def _part(source: Source | dict, name: str) -> Any:
    return (source.get(name) if isinstance(source, dict) else getattr(source, name)) or ""


def language_name(code: str) -> str:
    """In the visitor's language; the code itself where Django knows no name."""
    try:
        return name_of(code) if code else ""
    except KeyError:
        return code


def kind_name(code: str) -> str:
    return str(dict(Source.Kind.choices).get(code, code))


def site_name(url: str) -> str:
    """What a source is called of which only the address is known: the site it is on, and nothing guessed."""
    return urlsplit(url).netloc.removeprefix("www.").rstrip(".")


# --- footnotes --------------------------------------------------------------------------------------------------------
@dataclass
class Footnotes:
    """The footnotes of one page: its sources numbered, and every place that leads to one of them.

    What is cited and does not stand among the sources yet is added at their end.
    """

    lines: list[SourceLine]
    _cited: dict[int, list[str]] = field(default_factory=dict)

    @classmethod
    def to(cls, sources: Iterable[Source | dict]) -> Footnotes:
        return cls(display_sources(sources))

    def number_of(self, url: str) -> int:
        known = {line.url: number for number, line in reversed(list(enumerate(self.lines, start=1)))}
        if url not in known:
            self.lines.append(_line({"url": url}))
        return known.get(url, len(self.lines))

    def cite(self, url: str, *, at: str = "", read_on: date | None = None) -> Footnote:
        number = self.number_of(url)
        anchors = self._cited.setdefault(number, [])
        anchors.append(f"cited-{number}-{len(anchors) + 1}")
        return Footnote(
            number,
            anchors[-1],
            display_place(at, self.lines[number - 1].language),
            date_format(read_on) if read_on else "",
        )

    def sources(self) -> list[SourceLine]:
        """After everything was cited: each with its number and the ways back."""
        return [
            replace(line, number=number, cited=tuple(self._cited.get(number, ())))
            for number, line in enumerate(self.lines, start=1)
        ]
