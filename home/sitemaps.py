"""The sitemap: subjects under the languages they can be read in, index pages and lists under all four."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.models import Page, get_page_models

from core import languages
from core.models import IndexPage, SubjectPage
from learning.models import PublicationPage, Recommendation
from learning.presenting_recommendations import recommendation_url
from practices.models import DossierPage


class PageSitemap(Sitemap):
    """Wagtail's own knows one language; Django's, told which languages a page has, writes the alternates."""

    i18n = True
    alternates = True

    def get_languages_for_item(self, item: Page) -> Iterable[str]:
        return item.readable_in if isinstance(item, SubjectPage) else languages.CODES

    def items(self) -> list[Page]:
        models = get_page_models()
        kinds = (model for model in models if issubclass(model, SubjectPage) and model.has_own_address)
        subjects = [page for model in kinds for page in _with_languages(model)]
        return [
            *subjects,
            *(page for model in models if issubclass(model, IndexPage) for page in model.objects.live()),
        ]

    def location(self, item: Page) -> str:
        return item.get_url()

    def lastmod(self, item: Page):
        return item.last_published_at


class RecommendationSitemap(Sitemap):
    """In the languages of its publication."""

    i18n = True
    alternates = True

    def items(self) -> list[Recommendation]:
        publications = {page.pk: page for page in _with_languages(PublicationPage)}
        found = Recommendation.objects.filter(publication__live=True).order_by("publication__path", "pk")
        self.publications = publications
        return [one for one in found if one.publication_id in publications]

    def get_languages_for_item(self, item: Recommendation) -> Iterable[str]:
        return self.publications[item.publication_id].readable_in

    def location(self, item: Recommendation) -> str:
        return recommendation_url(item, self.publications[item.publication_id])

    def lastmod(self, item: Recommendation):
        return self.publications[item.publication_id].last_published_at


class ListSitemap(Sitemap):
    """What is no page of the tree, and stands in every language."""

    i18n = True
    alternates = True

    def items(self) -> list[str]:
        names = ["coverage", "review_criteria"]
        return [*names, "dossiers"] if DossierPage.objects.live().exists() else names

    def location(self, item: str) -> str:
        return reverse(item)


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
