"""The site's frame: sections, footer pages, the languages of this page."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse, translate_url
from django.utils import translation

from cities.funding import Acknowledgement, funders_of_the_programme
from cities.models import CityPage
from core import languages
from core.caching import cached_until_change
from core.country_names import footnotes, has_footnotes
from core.display import Link
from core.licence import licence_name, licence_url
from core.models import SubjectPage
from core.templatetags.core_tags import row_words
from core.uploads.renditions import social_picture
from home.models import HomePage, StandardPage
from home.sections import LISTED_IN, SECTIONS, section_url
from home.translation_requests import language_notice as notice_of

register = template.Library()


@register.simple_tag(takes_context=True)
def main_sections(context) -> list[Link]:
    """The header's links. Addresses are the contract's, so that no query is needed. What hangs under a city is found
    in a list of its own."""
    slug = LISTED_IN.get(type(context.get("page")))
    here = section_url(slug) if slug else context["request"].path
    urls = {section_url(section.slug): str(section.label) for section in SECTIONS}
    return [Link(label, url, is_current=here.startswith(url)) for url, label in urls.items()]


@register.simple_tag
def search_url() -> str:
    return reverse("site_search")


@register.simple_tag
def site_pages() -> list[Link]:
    """About, accessibility, privacy: whatever an editor put into the footer. The same on every page."""

    def read() -> list[Link]:
        pages = StandardPage.objects.live().filter(in_footer=True).with_words().order_by("path")
        return [Link(page.words.wording("title"), section_url(page.slug)) for page in pages]

    return cached_until_change(("site pages", languages.current()), read)


@register.simple_tag
def funders() -> list[Acknowledgement]:
    return funders_of_the_programme()


@register.simple_tag
def licence() -> Link:
    return Link(licence_name(), licence_url(languages.current()))


@register.simple_tag
def notes_on_countries() -> list[str]:
    """What the chosen names of countries ask for, of the countries that the site has cities of."""

    def read() -> list[str]:
        return footnotes(CityPage.objects.live().exclude(country=None).values_list("country__code", flat=True))

    return cached_until_change(("notes on countries", languages.current()), read) if has_footnotes() else []


@register.inclusion_tag("home/_social_preview.html", takes_context=True)
def social_preview(context, page: SubjectPage, title: str, description: str) -> dict[str, Any]:
    """What other sites show of a page; with its picture where it has one."""
    row = page.lead_picture
    return {
        "title": title,
        "description": description,
        "url": page.get_full_url(context["request"]) if page.pk else "",
        "picture": social_picture(row.image) if row else None,
        "alt": row_words(page.words, row, "alternative_text") if row else "",
    }


@register.inclusion_tag("home/_language_notice.html", takes_context=True)
def language_notice(context) -> dict[str, Any]:
    """Of a subject's page that is not in the visitor's language, or older than its original."""
    page = context.get("page")
    is_shown = isinstance(page, SubjectPage) and page.pk and not isinstance(page, HomePage)
    return {"notice": notice_of(page, context["request"]) if is_shown else None}


@register.inclusion_tag("home/_language_links.html", takes_context=True)
def language_links(context) -> dict[str, Any]:
    """The canonical address, and the languages in which the page can be read.

    A subject shown in its own language under another prefix is canonical to the prefix of the words it shows;
    every other page is in all four languages.
    """
    path = context["request"].path
    page = context.get("page")
    readable = page.public_languages() if isinstance(page, SubjectPage) and page.pk else list(languages.CODES)
    own = page.words.language if isinstance(page, SubjectPage) else languages.current()
    with translation.override(languages.current()):
        urls = {code: settings.BASE_URL + translate_url(path, code) for code in (own, *readable)}
    return {"canonical": urls[own], "alternates": {code: urls[code] for code in readable}}
