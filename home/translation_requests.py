"""A text that is not in the visitor's language: what is said of it, and how its translation is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from core import languages
from core.display import Link
from core.limits import DAY, Limit, network_of
from core.models import SubjectPage
from core.translating import TRANSLATE, address_to_edit, address_to_translate
from core.views import too_many_requests

from .models import TranslationRequest

ONCE = Limit("translation-of-text", 1, DAY)
"""Of one text by one visitor: so much is counted, and all that is more is thanked for too."""
A_DAY = Limit("translation", 100, DAY)

WRITTEN_IN = {
    "en": gettext_lazy("This text is in English."),
    "fr": gettext_lazy("This text is in French."),
    "es": gettext_lazy("This text is in Spanish."),
    "ar": gettext_lazy("This text is in Arabic."),
}


@dataclass(frozen=True)
class LanguageNotice:
    """What stands above a text that is in another language, or older than its original."""

    text: str
    links: list[Link] = field(default_factory=list)


def language_notice(page: SubjectPage, request: HttpRequest) -> LanguageNotice | None:
    """None where the visitor reads the text in their language, as it is now."""
    language, words = languages.current(), page.words
    if words.language != language:
        ways = [*page.to_read_in(language), _way_to_translation(page, language, request)]
        return LanguageNotice(str(WRITTEN_IN[words.language]), ways)
    if words is not page and words.is_outdated:
        with translation.override(page.language):
            original = page.get_url(request)
        return LanguageNotice(
            _("This translation is older than the original text, which has changed since."),
            [
                Link(_("Read the original"), original),
                _way_to_translation(page, language, request),
            ],
        )
    return None


def _way_to_translation(page: SubjectPage, language: str, request: HttpRequest) -> Link:
    """To the editors' form for whoever may translate it; others may ask."""
    if request.user.is_authenticated:
        there = next((words for words in page.translations.all() if words.language == language), None)
        if there is not None and there.permissions_for_user(request.user).can_edit():
            return Link(_("Help translate"), address_to_edit(there.pk))
        if there is None and page.permissions_for_user(request.user).can_add_subpage():
            return Link(str(TRANSLATE[language]), address_to_translate(type(page), page.pk, language))
    return Link(_("Ask for this translation"), reverse("ask_for_translation", args=[page.pk]))


def ask_for_translation(request: HttpRequest, pk: int) -> HttpResponse:
    """Into the language of the page on which somebody asks. A step of its own, so that no page needs a cookie."""
    page = get_object_or_404(Page.objects.live().public(), pk=pk).specific
    notice = language_notice(page, request) if isinstance(page, SubjectPage) else None
    if notice is None and request.method != "POST":
        raise Http404  # or there is nothing to ask for any more
    asked = request.method == "POST"
    if asked and notice is not None:
        if not A_DAY.take(network_of(request)):
            return too_many_requests(request)
        if ONCE.take(f"{network_of(request)} {pk} {languages.current()}"):
            count_request(page, languages.current())
    if asked:
        return redirect(f"{request.path}?asked=1") if notice is not None else redirect(page.get_url(request))
    return render(
        request,
        "home/ask_for_translation.html",
        {"page": page, "words": page.words, "was_asked": "asked" in request.GET, "url": page.get_url(request)},
    )


def count_request(page: Page, language: str) -> None:
    """One more visitor wants to read it in this language."""
    counted, _made = TranslationRequest.objects.get_or_create(subject_id=page.pk, language=language)
    TranslationRequest.objects.filter(pk=counted.pk).update(number=F("number") + 1, last=timezone.now())
