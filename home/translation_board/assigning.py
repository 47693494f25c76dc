"""Translators take a text, so that two do not translate it at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page

from accounts.names import display_name
from core import languages
from core.models import SubjectPage
from core.permissions import TreePermissionTester

from ..models import TranslationAssignment


def may_translate(user, subject: SubjectPage, language: str) -> bool:
    """Whether the person may begin this translation, or write on the one that is there."""
    there = subject.translations.filter(language=language).first()
    if there is None:
        return subject.permissions_for_user(user).can_add_subpage()
    return TreePermissionTester(user, there).can_edit()


def take(*, subject: Page, language: str, translator) -> TranslationAssignment:
    """The first who takes it has it. Raises ValidationError when that is somebody else."""
    taken, _is_new = TranslationAssignment.objects.get_or_create(
        subject_id=subject.pk, language=language, defaults={"translator": translator}
    )
    if taken.translator_id != translator.pk:
        raise ValidationError(
            _("%(person)s is working on this translation.") % {"person": display_name(taken.translator)}
        )
    return taken


def give_back(*, subject: Page, language: str, translator) -> None:
    """So that another may take it. Of somebody else's nothing happens."""
    TranslationAssignment.objects.filter(subject_id=subject.pk, language=language, translator=translator).delete()


@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    """`subject`, `language`, and the button's `step`: take or give-back."""
    number, language = request.POST.get("subject", ""), request.POST.get("language", "")
    if not number.isdecimal() or len(number) > 12 or language not in languages.CODES:
        raise Http404
    subject = get_object_or_404(Page, pk=number).specific
    if not isinstance(subject, SubjectPage) or subject.language == language:
        raise Http404
    if not may_translate(request.user, subject, language):
        raise PermissionDenied
    change = give_back if request.POST.get("step") == "give-back" else take
    try:
        change(subject=subject, language=language, translator=request.user)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    going_to = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(going_to, allowed_hosts={request.get_host()})
    return redirect(going_to if safe else reverse("translation_board"))
