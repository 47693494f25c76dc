"""What every template may use (built in): words that know their language, icons, dates, the site's frame."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_from_path
from wagtail.images.models import Image

from core import languages
from core.display import Sign, language_attributes, marked
from core.listing import colon, comma, listed, semicolon
from core.numbers import display_number
from core.partial_dates import display_period
from core.uploads.renditions import displayed

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=500)  # a page has a hundred of them; the address of the sheet stays while a process runs
def icon(name: str, extra_class: str = "") -> SafeString:
    """A drawing of the icon sheet, hidden from screen readers: the word stands beside it."""
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f" {extra_class}" if extra_class else "",
        static("images/icons.svg"),
        name,
    )


register.simple_tag(language_attributes, name="lang")
register.filter(marked)
register.filter(listed)
register.simple_tag(comma)
register.simple_tag(semicolon)
register.simple_tag(colon)


@register.inclusion_tag("components/_sign.html")
def sign(shown: Sign | str, icon: str = "", tone: str = "", *, bold: bool = False) -> dict[str, Any]:
    """How something stands, in a line of text: a `Sign`, or its word with icon and tone."""
    sign = shown if isinstance(shown, Sign) else Sign(shown, icon, tone)
    return {"sign": sign, "bold": bold or sign.is_bold}


@register.inclusion_tag("components/_tag.html")
def tag(shown: Sign | str, icon: str = "", tone: str = "") -> dict[str, Any]:
    """How something stands, in a small box."""
    return {"sign": shown if isinstance(shown, Sign) else Sign(shown, icon, tone)}


@register.inclusion_tag("components/_language_mark.html")
def lang_mark(words) -> dict[str, Any]:
    """The small label that says in which language something is, where that is not the visitor's."""
    foreign = bool(words) and words.language != languages.current()
    language = words.language if foreign else ""
    name = languages.name_of(language) if foreign else ""
    return {"language": language, "code": language.upper(), "name": name}


@register.inclusion_tag("components/_picture.html")
def responsive_picture(
    image: Image, crop: str = "whole", alt: str | None = None, sizes: str = "", *, eager: bool = False
) -> dict[str, Any]:
    """A picture in the formats and sizes that were made of it; its alternative text where there are none.

    `crop` is one of `core.uploads.renditions.CROPS`; `alt` may be a `Wording`, by default it is what the image says;
    `eager` for what is seen without scrolling.
    """
    if alt is None:
        said = getattr(image, "contextual_alt_text", None)
        alt = image.default_alt_text if said is None else said
    return {"picture": displayed(image, crop), "alt": alt, "sizes": sizes, "eager": eager}


@register.simple_tag
def row_words(words, row, field: str) -> languages.Wording:
    """A row's text in the language of `words`, else as it was first written (in the subject's language)."""
    translated = words.row_words.get(str(row.uuid), {}).get(field) if hasattr(words, "subject_id") else ""
    if translated:
        return languages.Wording(translated, words.language)
    subject = getattr(words, "subject", None) or words
    return languages.Wording(getattr(row, field), subject.language)


register.filter(display_number)


@register.simple_tag
def period(start, end=None, *, open_ended: bool = False) -> str:
    """`9 January 2020 to 31 March 2021`, in the visitor's language."""
    return display_period(start, end, open_ended=open_ended)


@dataclass(frozen=True)
class LanguageLink:
    """For `components/_languages.html`: `short` for the eye, `name` for the ear."""

    code: str
    name: str
    short: str
    url: str
    is_current: bool


@register.simple_tag(takes_context=True)
def language_switch(context) -> list[LanguageLink]:
    """This page in each language, at the same address and question."""
    return [
        LanguageLink(
            code=code,
            name=name,
            short=languages.SHORT_NAMES[code],
            url=_address_in(context["request"], code),
            is_current=code == languages.current(),
        )
        for code, name in languages.OWN_NAMES.items()
    ]


def _address_in(request: HttpRequest, code: str) -> str:
    """An address without a language of its own is asked for one."""
    if get_language_from_path(request.path_info):
        return translate_url(request.get_full_path(), code)
    question = request.GET.copy()
    question["language"] = code
    return f"{request.path}?{question.urlencode()}"


@register.filter
def control(field: BoundField) -> SafeString:
    """A form field's widget. Never a placeholder: it is gone while one types, and the label says it."""
    return field.as_widget(attrs={"placeholder": False})
