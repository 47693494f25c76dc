"""A city says whether its practice is still true: by its focal point at the desk, by a link, or through an editor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from cities import checking_in
from cities.checking_in import Due, NextStep
from cities.models import CityPage
from cities.tree import city_path
from core.languages import Wording

from .freshness import REVIEW_AFTER
from .models import Confirmation, PracticePage
from .still_true import question_about, reviewed, to_be_reviewed


@transaction.atomic
def confirm(*, practice: PracticePage, answer: str, by_role: str, text: str = "", recorded_by=None) -> Confirmation:
    """Adds the city's answer, which counts from now on, and closes the question. Raises ValidationError.

    `by_role` is a role's code (accounts.roles) or a role in words, never a person; `text` is for the editors;
    `recorded_by` is who was signed in, for the page's history. The same answer of the same role on the same day is
    one confirmation, however often it is sent.
    """
    by_role = by_role.strip()
    if answer not in Confirmation.Answer.values:
        raise ValidationError({"answer": _("Choose one of the answers.")})
    if not by_role:
        raise ValidationError({"by_role": _("Enter the role in which the city answered, not the name.")})
    page = Page.objects.select_for_update().get(pk=practice.pk)  # two clicks wait for each other
    if not page.live:
        raise ValidationError(_("Only published pages can be confirmed."))
    newest = practice.confirmations.order_by("-on", "-pk").first()
    if newest and (newest.answer, newest.by_role, newest.on) == (answer, by_role, timezone.localdate()):
        return newest
    confirmation = Confirmation.objects.create(
        practice=practice, answer=answer, by_role=by_role, recorded=timezone.now()
    )
    checking_in.close(STILL_TRUE, practice.pk, answer=answer, text=text)
    data = {"answer": answer, "by_role": by_role, "text": text.strip()}
    log(instance=practice, action="practices.confirm", user=recorded_by, data=data)
    return confirmation


class StillTrue(checking_in.CheckInKind):
    code = "still-true"
    model = PracticePage
    answers = Confirmation.Answer

    def due_by(self, day: date) -> Iterable[Due]:
        cities = dict(CityPage.objects.live().values_list("path", "pk"))
        for practice in to_be_reviewed(reviewed(), day).only("path"):
            city = cities.get(city_path(practice.path))
            if city:
                yield Due(practice.pk, city, practice.counted_from + REVIEW_AFTER)

    def targets(self, keys: Iterable[int]) -> Mapping[int, PracticePage]:
        return {practice.pk: practice for practice in reviewed().filter(pk__in=list(keys))}

    def question(self, target: PracticePage) -> str:
        return question_about(target)

    def title(self, target: PracticePage) -> Wording:
        return target.words.wording("title")

    def url(self, target: PracticePage) -> str:
        return target.get_url()

    def answered(self, target: PracticePage, *, answer: str, by_role: str, text: str) -> None:
        confirm(practice=target, answer=answer, by_role=by_role, text=text)

    def next_step(self, target: PracticePage, answer: str) -> NextStep | None:
        edit = reverse("wagtailadmin_pages:edit", args=[target.pk])
        if answer == Confirmation.Answer.CHANGED:
            return NextStep(_("Correct the page"), edit)
        if answer == Confirmation.Answer.ENDED:
            return NextStep(_("Add the end date to the page"), edit)
        return None


STILL_TRUE = checking_in.register(StillTrue())
