"""On the desk: an evaluation that a peer was asked for, what waits for the editors, and what came back."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.roles import Role, holds
from cities.models import Membership
from core.waiting import Waiting, register
from evaluations.models import Commitment, Evaluation
from monitoring.models.rights import is_mne
from monitoring.subjects import subjects_of

from .peers import open_invitations


@register
def peer_evaluations_asked(user) -> Iterator[Waiting]:
    """One query where there are none."""
    cities = Membership.objects.current().who_write().filter(user=user).values("city")
    asked = open_invitations().filter(peer=user, city__in=cities)
    invitations = list(asked.select_related("evaluation", "city").order_by("expires", "pk"))
    subjects = subjects_of([invitation.evaluation for invitation in invitations])
    for invitation in invitations:
        yield Waiting(
            title=subjects[invitation.evaluation_id].title,
            text=_("You have been asked for a peer evaluation."),
            action=_("Read and answer"),
            url=reverse("peer_evaluation_of_mine", args=[invitation.pk]),
            due=timezone.localdate(invitation.expires),
            for_whom=str(invitation.city.name),
        )


@register
def to_publish(user) -> Iterator[Waiting]:
    """For editors, one line each kind."""
    if not holds(user, Role.EDITOR):
        return
    if number := Evaluation.objects.publishable_by(user).count():
        text = ngettext(
            "%(number)s evaluation is waiting to be published.",
            "%(number)s evaluations are waiting to be published.",
            number,
        )
        yield _line(_("Evaluations"), text % {"number": number}, pgettext("button", "Read"), "evaluations")
    if number := Commitment.objects.publishable_by(user).count():
        text = ngettext(
            "%(number)s commitment is waiting to be published.",
            "%(number)s commitments are waiting to be published.",
            number,
        )
        yield _line(_("Commitments"), text % {"number": number}, pgettext("button", "Read"), "commitments")


@register
def peers_answered(user) -> Iterator[Waiting]:
    """For M&E officers: answers that they have not yet sent to the editors."""
    if not is_mne(user):
        return
    answered = Evaluation.objects.editable_by(user).filter(invitation__answered__isnull=False).count()
    if answered:
        text = ngettext("%(number)s peer has answered.", "%(number)s peers have answered.", answered) % {
            "number": answered
        }
        yield _line(_("Evaluations"), text, pgettext("button", "Read"), "evaluations", "?list=drafts")


def _line(title: str, text: str, action: str, view: str, query: str = "") -> Waiting:
    return Waiting(title=title, text=text, action=action, url=f"{reverse(view)}{query}")
