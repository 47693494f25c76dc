"""At most three words in a hundred of what a page itself says are in another language than the page.

Counted are the words of `main`. Apart stay names, original titles and citations: what is marked as another language in
a list of sources, editions or documents, in a heading of names, or as an original title. `pytest -s` shows the table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from bs4 import NavigableString, Tag
from django.db.models import Model

from cities.models import CityPage
from learning.models import PublicationPage, SessionPage
from pilots.models import PilotPage
from practices.models import PracticePage, ThemePage
from tests.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.alike]

LANGUAGES = ("fr", "es", "ar")
MOST = 3  # in a hundred
CITATIONS = (
    "ol.numbered, .original-title, .title-words > .row, p:has(> a[href^='#source-']), script, style, svg, template"
)
NAMES = re.compile(r"«[^»]*»|https?:\S+")
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
LATIN_WORD = re.compile(r"\b[a-z][a-z'’-]+\b")
"""In lower case: a name begins with a capital in any text."""
ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "for",
        "with",
        "to",
        "from",
        "by",
        "that",
        "which",
        "who",
        "their",
        "has",
        "have",
        "was",
        "were",
        "is",
        "are",
        "this",
        "these",
        "those",
        "they",
        "it",
        "its",
        "at",
        "into",
        "about",
        "between",
        "where",
        "when",
        "what",
        "how",
        "not",
        "been",
        "would",
        "should",
        "also",
        "than",
        "other",
    ]
)
ENGLISH_IN_A_TEXT = 2
"""So many of them make a text English: one may be part of a name."""


@dataclass
class Share:
    foreign: int = 0
    words: int = 0

    @property
    def percent(self) -> float:
        return 100 * self.foreign / max(self.words, 1)

    def add(self, other: Share) -> None:
        self.foreign += other.foreign
        self.words += other.words


def foreign_words(text: NavigableString, language: str) -> Share:
    words = WORD.findall(text)
    marked = text.find_parent(lang=True)
    spoken = str(marked["lang"]) if marked is not None and marked.find_parent("main") is not None else language
    is_english = len([word for word in words if word in ENGLISH]) >= ENGLISH_IN_A_TEXT
    if spoken != language:
        is_name = marked is not None and marked.name == "bdi" and not is_english
        return Share(0 if is_name else len(words), len(words))
    if language == "ar":
        return Share(len(LATIN_WORD.findall(NAMES.sub(" ", text))), len(words))
    return Share(len(words) if is_english else 0, len(words))


def share_of(html: str, language: str) -> tuple[Share, list[str]]:
    """Of one page; with the texts that are in another language."""
    share, texts = Share(), []
    for text in read(html).select_one("main").find_all(string=True):
        if type(text) is not NavigableString or not text.strip() or is_citation(text):
            continue
        of_text = foreign_words(text, language)
        share.add(of_text)
        if of_text.foreign:
            texts.append(" ".join(text.split()))
    return share, texts


def is_citation(text: NavigableString) -> bool:
    return any(
        isinstance(parent, Tag) and parent.css.match(CITATIONS)
        for parent in text.parents
        if parent.name != "[document]"
    )


def places() -> Iterator[tuple[str, str]]:
    """What a visitor walks over, by kind, without the language before it: the same for the same content."""
    for kind, model, number in (
        ("practices", PracticePage, 20),
        ("cities", CityPage, 10),
        ("sessions", SessionPage, 5),
        ("pilots", PilotPage, 7),
        ("library", PublicationPage, 8),
        ("themes", ThemePage, 6),
    ):
        for page in some(model, number):
            yield kind, page.get_url().removeprefix("/en")
    lists = {
        "front page": ["/"],
        "browse": ["/practices/", "/cities/", "/sessions/", "/pilots/", "/library/"],
        "monitoring": ["/monitoring/", "/monitoring/?phase=2", "/monitoring/coverage/"],
    }
    for kind, addresses in lists.items():
        for address in addresses:
            yield kind, address


def some(model: type[Model], number: int) -> list:
    """Of all the live ones, evenly."""
    pages = list(model.objects.live().order_by("pk"))
    return pages[:: max(1, len(pages) // number)][:number]


def test_what_a_page_says_is_in_the_language_of_the_visitor(client, programme):
    shares: dict[tuple[str, str], Share] = defaultdict(Share)
    found = []
    for kind, place in list(places()):
        for language in LANGUAGES:
            page = client.get(f"/{language}{place}")
            share, texts = share_of(page.content.decode(), language)
            shares[kind, language].add(share)
            found += [f"/{language}{place}: {text[:140]}" for text in texts]

    whole: dict[str, Share] = defaultdict(Share)
    for (_kind, language), share in shares.items():
        whole[language].add(share)
    kinds = list(dict.fromkeys(kind for kind, _language in shares))
    lines = [
        kind.ljust(12) + "".join(f"{shares[kind, code].percent:7.1f} % {code}" for code in LANGUAGES) for kind in kinds
    ]
    lines += [
        f"all, {code}: {share.foreign} of {share.words} words, {share.percent:.1f} %" for code, share in whole.items()
    ]
    table = "\n".join(["", *found, *lines])
    print(table)  # noqa: T201 (what `pytest -s` is asked for)
    assert all(share.percent <= MOST for share in whole.values()), table
