"""The site's frame: sections, footer pages, the languages of this page."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.urls import reverse, translate_url
from django.utils import translation

from core import languages
from core.keeping import kept
from core.models import SubjectPage
from core.templatetags.core_tags import row_words
from core.uploads.renditions import social_picture
from home.models import StandardPage
from home.sections import LISTED_IN, SECTIONS

register = template.Library()


@register.simple_tag(takes_context=True)
def main_sections(context) -> list[dict]:
    """The header's links. Addresses are the contract's, so that no query is needed."""
    here = _section_of(context)
    sections = [
        {"label": section.label, "url": reverse("wagtail_serve", args=[f"{section.slug}/"])} for section in SECTIONS
    ]
    return [{**section, "current": here.startswith(section["url"])} for section in sections]


def _section_of(context) -> str:
    """The address of the page, or of the list that what hangs under a city is found in."""
    slug = LISTED_IN.get(type(context.get("page")))
    return reverse("wagtail_serve", args=[f"{slug}/"]) if slug else context["request"].path


@register.simple_tag
def search_url() -> str:
    return reverse("wagtail_serve", args=["practices/"])


@register.simple_tag
def site_pages() -> list[dict]:
    """About, accessibility, privacy: whatever an editor put into the footer. The same on every page."""
    return kept(("site pages", languages.current()), _site_pages)


def _site_pages() -> list[dict]:
    pages = StandardPage.objects.live().filter(in_footer=True).with_words().order_by("path")
    return [{"url": reverse("wagtail_serve", args=[f"{page.slug}/"]), "words": page.words} for page in pages]


@register.inclusion_tag("components/_social_preview.html", takes_context=True)
def social_preview(context, page: SubjectPage, title: str, description: str) -> dict:
    """What other sites show of a page; with its picture where it has one."""
    row = page.lead_picture
    return {
        "title": title,
        "description": description,
        "url": page.get_full_url(context["request"]) if page.pk else "",
        "picture": social_picture(row.image) if row else None,
        "alt": row_words(page.words, row, "alternative_text") if row else "",
    }


@register.inclusion_tag("components/_language_links.html", takes_context=True)
def language_links(context) -> dict:
    """The canonical address, and the languages in which the page can be read.

    A subject shown in its own language under another prefix is canonical to the prefix of the words it shows;
    every other page is in all four languages.
    """
    path = context["request"].path
    page = context.get("page")
    readable = page.public_languages() if isinstance(page, SubjectPage) and page.pk else list(languages.CODES)
    shown = page.words.language if isinstance(page, SubjectPage) else languages.current()
    return {
        "canonical": _absolute(path, shown),
        "alternates": [{"language": code, "url": _absolute(path, code)} for code in readable],
    }


def _absolute(path: str, language: str) -> str:
    with translation.override(languages.current()):
        return settings.BASE_URL + translate_url(path, language)
