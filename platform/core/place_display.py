"""A place in a source (core.places) in the visitor's language; a heading stays in the language of the source."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import npgettext_lazy, pgettext, pgettext_lazy

from .display import marked
from .languages import Wording
from .listing import comma, listed, semicolon
from .places import Step, read_places

# Translators: "numbers" is "3", "3 and 5" or "3 to 5"; they are counted, so that two pages can be called two
NUMBERED = {
    "page": npgettext_lazy("where in a source", "page %(numbers)s", "pages %(numbers)s", "count"),
    "slide": npgettext_lazy("where in a source", "slide %(numbers)s", "slides %(numbers)s", "count"),
    "section": npgettext_lazy("where in a source", "section %(numbers)s", "sections %(numbers)s", "count"),
    "paragraph": npgettext_lazy("where in a source", "paragraph %(numbers)s", "paragraphs %(numbers)s", "count"),
    "sentence": npgettext_lazy("where in a source", "sentence %(numbers)s", "sentences %(numbers)s", "count"),
    "question": npgettext_lazy("where in a source", "question %(numbers)s", "questions %(numbers)s", "count"),
    "item": npgettext_lazy("where in a source", "item %(numbers)s", "items %(numbers)s", "count"),
    "recommendation": npgettext_lazy(
        "where in a source", "recommendation %(numbers)s", "recommendations %(numbers)s", "count"
    ),
    "table": npgettext_lazy("where in a source", "table %(numbers)s", "tables %(numbers)s", "count"),
    "figure": npgettext_lazy("where in a source", "figure %(numbers)s", "figures %(numbers)s", "count"),
    "footnote": npgettext_lazy("where in a source", "footnote %(numbers)s", "footnotes %(numbers)s", "count"),
}
# Translators: the title stays in the language of the source
TITLED = {
    "section": pgettext_lazy("where in a source", "section “{title}”"),
    "paragraph": pgettext_lazy("where in a source", "paragraph “{title}”"),
    "slide": pgettext_lazy("where in a source", "slide “{title}”"),
    "box": pgettext_lazy("where in a source", "box “{title}”"),
    "list": pgettext_lazy("where in a source", "list “{title}”"),
    "table": pgettext_lazy("where in a source", "table “{title}”"),
}
PLAIN = {
    "whole text": pgettext_lazy("where in a source", "whole text"),
    "text": pgettext_lazy("where in a source", "in the text"),
    "title page": pgettext_lazy("where in a source", "title page"),
    "title": pgettext_lazy("where in a source", "title"),
    "subtitle": pgettext_lazy("where in a source", "subtitle"),
    "contents": pgettext_lazy("where in a source", "table of contents"),
    "foreword": pgettext_lazy("where in a source", "foreword"),
    "introduction": pgettext_lazy("where in a source", "introduction"),
    "abstract": pgettext_lazy("where in a source", "abstract"),
    "summary": pgettext_lazy("where in a source", "summary"),
    # Translators: a small table of dates, money and names beside a text
    "facts": pgettext_lazy("where in a source", "facts in brief"),
    "activities": pgettext_lazy("where in a source", "part on what was done"),
    "partners": pgettext_lazy("where in a source", "part on the partners"),
    "list": pgettext_lazy("where in a source", "list"),
    "table": pgettext_lazy("where in a source", "table"),
    "box": pgettext_lazy("where in a source", "box"),
    "caption": pgettext_lazy("where in a source", "caption"),
    "note": pgettext_lazy("where in a source", "note"),
    "last paragraph": pgettext_lazy("where in a source", "last paragraph"),
    "last sentence": pgettext_lazy("where in a source", "last sentence"),
    "last item": pgettext_lazy("where in a source", "last item"),
    "end": pgettext_lazy("where in a source", "end of the text"),
}


def display_place(at: str, language: str) -> str:
    """`language` is the source's. What an old draft says in other words is shown as it is, in the house's language."""
    try:
        places = read_places(at) if at else ()
    except ValueError:
        return marked(Wording(at, settings.LANGUAGE_CODE))
    return _joined(semicolon(), (_joined(comma(), (_step(step, language) for step in place)) for place in places))


def _joined(between: str, texts: Iterable[str]) -> SafeString:
    return format_html_join(between, "{}", ((text,) for text in texts))


def _step(step: Step, language: str) -> str:
    if step.title:
        return format_html(str(TITLED[step.word]), title=marked(Wording(step.title, language or "und")))
    if not step.numbers:
        return str(PLAIN[step.word])
    count = sum(last - first + 1 for first, last in step.numbers)
    return NUMBERED[step.word] % {"count": count, "numbers": display_ranges(step.numbers)}


def display_ranges(ranges: Iterable[tuple[int, int]]) -> str:
    """ "1 to 3, 5 and 7": two that follow each other are no range."""
    texts: list[str] = []
    for first, last in ranges:
        if last - first < 2:
            texts += map(str, range(first, last + 1))
        else:
            # Translators: numbers of pages or paragraphs: "3 to 5"
            texts.append(pgettext("numbers", "%(first)s to %(last)s") % {"first": first, "last": last})
    if len(texts) == 1:
        return texts[0]
    # Translators: the numbers of pages or paragraphs: "1, 3 to 5 and 7"; "numbers" are all but the last
    both = pgettext("numbers", "%(numbers)s and %(last)s")
    return both % {"numbers": listed(texts[:-1]), "last": texts[-1]}
