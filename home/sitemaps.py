"""The sitemap: subjects under the languages they can be read in, index pages under all four."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page

from cities.models import CityIndexPage, CityPage
from core import languages
from core.models import SubjectPage
from home.models import HomePage, StandardPage
from learning.models import AgendaPage, LibraryPage, PublicationPage, SessionIndexPage, SessionPage
from pilots.models import PilotIndexPage, PilotPage
from practices.models import DossierPage, PracticeIndexPage, PracticePage, ThemePage

SUBJECTS = (
    *(HomePage, StandardPage, CityPage, PracticePage),
    *(ThemePage, DossierPage, SessionPage, PilotPage, PublicationPage),
)
INDEXES = (PracticeIndexPage, CityIndexPage, SessionIndexPage, PilotIndexPage, LibraryPage, AgendaPage)


class PageSitemap(Sitemap):
    """Wagtail's own knows one language; Django's, told which languages a page has, writes the alternates."""

    i18n = True
    alternates = True

    def get_languages_for_item(self, item: Page) -> Iterable[str]:
        return item.readable_in if isinstance(item, SubjectPage) else languages.CODES

    def items(self) -> list[Page]:
        subjects = [page for model in SUBJECTS for page in _with_languages(model)]
        return [*subjects, *(page for model in INDEXES for page in model.objects.live())]

    def location(self, item: Page) -> str:
        return item.get_url()

    def lastmod(self, item: Page):
        return item.last_published_at


def _with_languages(model: type[SubjectPage]) -> list[SubjectPage]:
    """Two queries a kind: live subjects, and the languages of their live translations."""
    pages = list(model.objects.live().order_by("path"))
    translated: dict[int, list[str]] = {}
    live = model.translations.rel.related_model.objects.live()
    for subject, language in live.values_list("subject_id", "language"):
        translated.setdefault(subject, []).append(language)
    for page in pages:
        page.readable_in = [page.language, *translated.get(page.pk, [])]
    return pages
