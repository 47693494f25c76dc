"""From an original to its translations, in the editors' interface: one step per language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from core import languages

from .models import SubjectPage, TranslationPage

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

WORDS_CHANGED = "core.words_changed"
TRANSLATE = {
    "en": gettext_lazy("Translate into English"),
    "fr": gettext_lazy("Translate into French"),
    "es": gettext_lazy("Translate into Spanish"),
    "ar": gettext_lazy("Translate into Arabic"),
}
EDIT = {
    "en": gettext_lazy("Edit the English translation"),
    "fr": gettext_lazy("Edit the French translation"),
    "es": gettext_lazy("Edit the Spanish translation"),
    "ar": gettext_lazy("Edit the Arabic translation"),
}


def address_to_translate(subject_model: type[SubjectPage], pk: int, language: str) -> str:
    """The form of a new translation, its language chosen. Not `?language=`: that is the language of the interface."""
    kind = subject_model.translation_model()._meta
    address = reverse("wagtailadmin_pages:add", args=[kind.app_label, kind.model_name, pk])
    return f"{address}?{urlencode({'into': language})}"


def address_to_edit(pk: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


@hooks.register("register_page_header_buttons")
def offer_languages(page, user, view_name="", next_url=None) -> Iterator[Button]:
    """What this person may translate this page into, and the translations they may edit."""
    if not issubclass(page.specific_class or type(page), SubjectPage):
        return
    subject = page.specific
    there = {words.language: words for words in subject.translations.all()} if subject.numchild else {}
    may_add = subject.permissions_for_user(user).can_add_subpage()
    for order, code in enumerate(code for code in languages.CODES if code != subject.language):
        if code in there:
            if there[code].permissions_for_user(user).can_edit():
                yield _button(EDIT[code], address_to_edit(there[code].pk), order)
        elif may_add:
            yield _button(TRANSLATE[code], address_to_translate(type(subject), subject.pk, code), order)


def _button(label: StrOrPromise, url: str, order: int) -> Button:
    return Button(label, url, icon_name="globe", priority=16 + order)


@hooks.register("register_page_listing_more_buttons")
def offer_languages_in_lists(page, user, next_url=None) -> Iterator[Button]:
    yield from offer_languages(page, user)


@hooks.register("before_create_page")
def fix_the_language(request, parent_page, page_class):
    """The language of the link goes to the form; where somebody was faster, there is a translation to edit."""
    if not issubclass(page_class, TranslationPage):
        return None
    parent_page.translated_into = request.GET.get("into", "")
    there = page_class.objects.filter(subject_id=parent_page.pk, language=parent_page.translated_into).first()
    if there is None or request.method == "POST":
        return None
    messages.info(request, _("There is already a translation into this language: here it is."))
    return redirect(address_to_edit(there.pk))


@hooks.register("after_edit_page")
def say_in_public_what_was_checked(request, page) -> None:
    if isinstance(page, TranslationPage):
        page.say_in_public_what_was_checked()


@hooks.register("register_log_actions")
def register_words_changed(actions) -> None:
    actions.register_action(
        WORDS_CHANGED,
        gettext_lazy("Change wording"),
        gettext_lazy("New wording was published: check the translations"),
    )
