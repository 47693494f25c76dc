"""What every template may use (built in): words that know their language, icons, dates, the site's frame."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_from_path, get_language_info
from wagtail.images.models import Image

from core import languages
from core.partial_dates import display_period
from core.uploads.renditions import displayed

register = template.Library()


@register.simple_tag
def icon(name: str, extra_class: str = "") -> SafeString:
    """A drawing of the icon sheet, hidden from screen readers: the word stands beside it."""
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f" {extra_class}" if extra_class else "",
        static("images/icons.svg"),
        name,
    )


@register.simple_tag
def lang(words) -> SafeString:
    """` lang="en" dir="ltr"` for words (or a `Wording`) that are not in the visitor's language, else nothing."""
    if not words or words.language == languages.current():
        return mark_safe("")
    return format_html(' lang="{}" dir="{}"', words.language, languages.direction(words.language))


@register.inclusion_tag("components/_language_mark.html")
def lang_mark(words) -> dict:
    """The small label that says in which language something is, where that is not the visitor's."""
    foreign = bool(words) and words.language != languages.current()
    language = words.language if foreign else ""
    name = get_language_info(language)["name_translated"] if foreign else ""
    return {"language": language, "code": language.upper(), "name": name}


@register.filter
def marked(wording) -> str:
    """A name (`Wording`), inside a span of its language where that is not the visitor's."""
    if getattr(wording, "language", None) in (None, languages.current()):
        return wording
    return format_html("<span{}>{}</span>", lang(wording), str(wording))


@register.inclusion_tag("components/_picture.html")
def responsive_picture(
    image: Image, crop: str = "whole", alt: str | None = None, sizes: str = "", *, eager: bool = False
) -> dict:
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


@register.filter
def quantity(value: Decimal | int | None) -> str:
    """A number as the visitor writes it, without a tail of zeros."""
    if value is None:
        return ""
    exact = Decimal(value).normalize()
    return number_format(exact if exact % 1 else int(exact), use_l10n=True, force_grouping=True)


@register.simple_tag
def period(start, end=None, *, open_ended: bool = False) -> str:
    """`9 January 2020 to 31 March 2021`, in the visitor's language."""
    return display_period(start, end, open_ended=open_ended)


@register.simple_tag(takes_context=True)
def language_switch(context) -> list[dict]:
    """This page in each language, at the same address and question."""
    request = context["request"]
    return [
        {
            "code": code,
            "name": name,
            "short": languages.SHORT_NAMES[code],
            "url": _address_in(request, code),
            "current": code == languages.current(),
        }
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
