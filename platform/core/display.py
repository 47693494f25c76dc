"""What pages are made of: a sign, a link, a fact, a row of a list. Each is a small object with one template in
`components/`; presenters make them, templates write them down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from . import languages
from .listing import comma


# --- words that know their language -------------------------------------------------------------------------------
def language_attributes(words: Any) -> SafeString:
    """` lang="en" dir="ltr"` for words (or a `Wording`) that are not in the visitor's language, else nothing."""
    if not words or words.language == languages.current():
        return mark_safe("")
    return format_html(' lang="{}" dir="{}"', words.language, languages.direction(words.language))


def marked(wording: str) -> str:
    """A name (`Wording`), inside a span of its language where that is not the visitor's."""
    if getattr(wording, "language", None) in (None, languages.current()):
        return wording
    return format_html("<span{}>{}</span>", language_attributes(wording), str(wording))


def display_list(texts: Iterable, between: str = "") -> SafeString:
    """A list in one line, by commas or what is to stand `between`; each keeps its own direction."""
    parts = ((_own_direction(text), marked(text)) for text in texts)
    return format_html_join(between or comma(), "<bdi{}>{}</bdi>", parts)


def _own_direction(text: str) -> SafeString:
    """Words of a language that runs from the right keep to it even where they begin with a Latin name ("MC2CM")."""
    language = getattr(text, "language", "")
    is_rtl = language == languages.current() and languages.direction(language) == "rtl"
    return format_html(' dir="{}"', "rtl") if is_rtl else mark_safe("")


# --- what pages are made of ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Sign:
    """How something stands, in a word with an icon: `{% sign %}` in a line of text, `{% tag %}` in a small box."""

    text: str
    icon: str = ""
    """A name in icons.svg."""
    tone: str = ""
    """ok, wait, due or none (outlined); empty says nothing."""
    detail: str = ""
    """What follows the word: a date, a reason."""
    is_bold: bool = False
    """Its word is bold wherever it stands; a template may make any other one bold."""


@dataclass(frozen=True)
class Evidence:
    """How sure we are, for `components/_evidence.html`: 0 to 5 on the Nesta scale; None: not assessed."""

    level: int | None
    label: str


@dataclass(frozen=True)
class Link:
    """A link, or where there is no `url` a name in a list of links."""

    label: str
    url: str = ""
    note: str = ""
    """Small, after it: a count, a country."""
    is_current: bool = False
    """It leads to where the reader is."""


@dataclass(frozen=True)
class Fact:
    """A label over what is known, for `components/_facts.html`: a text, a sign or evidence, links, a small note."""

    label: str
    text: str = ""
    sign: Sign | None = None
    evidence: Evidence | None = None
    links: tuple[Link, ...] = ()
    note: str = ""
    one_a_line: bool = False
    """For links with long names, titles of sources above all: in one line nobody sees where the next begins."""

    @property
    def is_known(self) -> bool:
        return bool(self.text or self.sign or self.evidence or self.links or self.note)


def known(facts: Iterable[Fact]) -> list[Fact]:
    """What is not known has no row."""
    return [fact for fact in facts if fact.is_known]


@dataclass(frozen=True)
class BigNumber:
    """A number over what it counts, for `components/_counts.html`; `url` leads to what is behind it."""

    label: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class DatedRow:
    """A row of a list by date, for `components/_dated_row.html`."""

    when: str
    """A date as it is written, inside `<time>` where it is one."""
    title: str
    url: str
    words: Any = None
    """Knows in which language title and text are: a page, its translation, a `Wording`. A text that is one itself may
    be in another."""
    where: str = ""
    state: Sign | None = None
    text: str = ""
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True)
class PageLink:
    """A page of a long list, by its number; without one, the gap where some are left out."""

    number: str = ""
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class PageLinks:
    """For `components/_pagination.html`."""

    pages: tuple[PageLink, ...]
    previous_url: str = ""
    next_url: str = ""

    def to(self, anchor: str) -> PageLinks:
        """For a list that is far down its page."""
        pages = tuple(replace(page, url=page.url and f"{page.url}#{anchor}") for page in self.pages)
        previous_url, next_url = (url and f"{url}#{anchor}" for url in (self.previous_url, self.next_url))
        return PageLinks(pages, previous_url, next_url)
