"""The front page, the index pages that every other room hangs its pages under, and the standard pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import translation
from wagtail.models import Page, Site

from cities.models import CityIndexPage
from core import languages
from core.models import IndexPage, SubjectPage, TranslationPage
from intake.files import Programme, Record
from intake.kinds import register
from intake.messages import Message
from intake.pages import PageKind, set_page
from intake.phrases import sources
from intake.states import present_state, wanted_state
from learning.models import AgendaPage, LibraryPage, SessionIndexPage
from monitoring.models import MonitoringPage
from pilots.models import PilotIndexPage
from practices.models import PracticeIndexPage

from .models import HomePage, HomeTranslation, StandardPage, StandardTranslation
from .site_address import site_address

FRONT = "home"
STANDARD = ("about", "accessibility", "privacy")
INDEXES: dict[str, type[IndexPage]] = {
    "practices": PracticeIndexPage,
    "cities": CityIndexPage,
    "sessions": SessionIndexPage,
    "pilots": PilotIndexPage,
    "monitoring": MonitoringPage,
    "library": LibraryPage,
    "agenda": AgendaPage,
}
WORDS = ("title", "intro", "body")
TRANSLATIONS = "translations"
DRAFT = "being worked on"


class WordsKind(PageKind):
    """A page of words in several languages: the original, and its published translations."""

    translation_model: type[TranslationPage]
    slugs: tuple[str, ...] = ()

    def records(self, programme: Programme) -> list[Record]:
        return [record for slug in self.slugs if (record := programme.single(f"{slug}.json", slug))]

    def original(self, record: Record) -> str:
        return record.text("original") or settings.LANGUAGE_CODE

    def messages(self, record: Record, state: dict) -> Iterator[Message]:
        """None: its file has them in every language."""
        return iter(())

    def words_in(self, record: Record, language: str) -> dict[str, Any]:
        words = record.part("words").part(language)
        return {"title": words.text("title", required=True), "intro": words.text("intro"), "body": words.pairs("body")}

    def first_values(self, record: Record) -> dict[str, Any]:
        return {"title": self.words_in(record, self.original(record))["title"]}

    def slug(self, record: Record) -> str:
        return record.id

    def facts(self, record: Record) -> dict[str, Any]:
        original = self.original(record)
        if original not in languages.CODES:
            record.refuse("original", f"“{original}” is none of {', '.join(languages.CODES)}")
        return {**self.words_in(record, original), "language": original, "sources": sources(record)}

    def state(self, record: Record) -> dict[str, Any]:
        found, directory = {}, record.programme.directory
        for code in record.part("words").data:
            if code not in languages.CODES:
                record.refuse(f"words.{code}", f"is none of {', '.join(languages.CODES)}")
            elif code != self.original(record):
                found[code] = wanted_state(self.translation_model, self.words_in(record, code), directory)
        return {**super().state(record), TRANSLATIONS: found}

    def present(self, instance: SubjectPage, names: list[str], programme: Programme) -> dict[str, Any]:
        state = super().present(instance, [name for name in names if name != TRANSLATIONS], programme)
        translations: dict[str, Any] = {}
        for page in instance.translations.all():
            is_touched = not page.live or page.has_unpublished_changes
            present = present_state(page, list(WORDS), programme.directory)
            translations[page.language] = DRAFT if is_touched else present
        return {**state, TRANSLATIONS: translations}

    def write(self, record: Record, instance: SubjectPage, state: dict) -> None:
        super().write(record, instance, state)
        instance.refresh_from_db()
        there = {page.language: page for page in instance.translations.all()}
        for code, words in state[TRANSLATIONS].items():
            page = there.get(code)
            if page is None:
                page = self.translation_model(language=code, title=words["title"], slug=code, live=False)
                page.subject_id = instance.pk
                instance.add_child(instance=page)
            set_page(page, words, record.programme.directory)
            page.refresh_from_db()
            page.check_against_subject()

    def field_state(self, state: dict) -> dict[str, Any]:
        return {name: value for name, value in super().field_state(state).items() if name != TRANSLATIONS}


class FrontPageKind(WordsKind):
    name = "front page"
    order = 0
    model = HomePage
    translation_model = HomeTranslation
    slugs = (FRONT,)

    def parent(self, record: Record) -> Page:
        return Page.get_first_root_node()

    def prepare(self, programme: Programme) -> None:
        """The front page becomes the root of the site in place of Wagtail's welcome; the indexes hang under it."""
        Page.objects.filter(depth=2, content_type=ContentType.objects.get_for_model(Page)).delete()
        super().prepare(programme)
        home = HomePage.objects.first()
        if home is None:
            return
        if not Site.objects.exists():
            name = settings.WAGTAIL_SITE_NAME
            Site.objects.create(**site_address(), site_name=name, root_page=home, is_default_site=True)
        with translation.override(settings.LANGUAGE_CODE):
            for slug, model in INDEXES.items():
                if not model.objects.exists():
                    home.add_child(instance=model(title=str(model.heading), slug=slug))


class StandardPageKind(WordsKind):
    name = "standard pages"
    order = 1
    model = StandardPage
    translation_model = StandardTranslation
    slugs = STANDARD

    def parent(self, record: Record) -> Page | None:
        return HomePage.objects.first()

    def facts(self, record: Record) -> dict[str, Any]:
        return {**super().facts(record), "in_footer": record.flag("in_footer")}


register(FrontPageKind(), StandardPageKind())
