"""One person of another city is asked, by a link that expires, to evaluate as a peer; they answer once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from accounts.post import send
from accounts.roles import Role, people_with
from cities.belonging import city_of
from cities.models import Membership
from cities.peers import LASTS, Link, peers_of, worth
from core import languages
from core.tokens import hashed, new_token
from monitoring.models import Evaluation, EvaluationInvitation
from monitoring.subjects import subjects_of

from .evaluating import Verdict, missing_words, stands, write_scores

INVITED, ANSWERED = "monitoring.evaluation.invite", "monitoring.evaluation.answer"


@dataclass(frozen=True)
class Answer:
    """What the peer says, in `language`."""

    language: str
    summary: str
    lessons: str
    verdicts: Mapping[str, Verdict]


def possible_peers(evaluation: Evaluation) -> models.QuerySet[Membership]:
    """Whoever writes for a city that is not evaluated."""
    return peers_of(city_of(evaluation.page) if evaluation.page_id else None)


@transaction.atomic
def invite(evaluation: Evaluation, *, peer: Membership, by: User, note: str = "") -> EvaluationInvitation:
    """Writes to the peer, with a link; whoever was asked before and has not answered is no longer asked."""
    _refuse(evaluation, peer)
    EvaluationInvitation.objects.filter(evaluation=evaluation, answered__isnull=True).delete()
    token = new_token()
    invitation = EvaluationInvitation.objects.create(
        evaluation=evaluation,
        city=peer.city,
        peer=peer.user,
        asked_by=by,
        note=note.strip(),
        token_hash=_hash(token),
        expires=timezone.now() + LASTS,
    )
    _log(INVITED, invitation, by)
    send("peer_evaluation_asked", [peer.user], token=token, **_told(invitation))
    return invitation


def _refuse(evaluation: Evaluation, peer: Membership) -> None:
    if evaluation.by != Evaluation.By.PEER:
        raise ValidationError(_("This evaluation is not one by a peer."))
    if evaluation.submitted or evaluation.published:
        raise ValidationError(stands(evaluation))
    if evaluation.page_id and not evaluation.page.live:
        raise ValidationError(_("A peer reads the public page. Publish it first."))
    if EvaluationInvitation.objects.filter(evaluation=evaluation, answered__isnull=False).exists():
        raise ValidationError(_("A peer has answered already."))
    if not possible_peers(evaluation).filter(pk=peer.pk).exists():
        raise ValidationError({"peer": _("Choose somebody who writes for another city.")})


def open_invitations() -> models.QuerySet[EvaluationInvitation]:
    """Those that can still be answered."""
    return EvaluationInvitation.objects.filter(answered__isnull=True, expires__gt=timezone.now())


def invitation_of(token: str) -> EvaluationInvitation | None:
    known = EvaluationInvitation.objects.select_related("evaluation__page", "evaluation__phase", "city")
    return known.filter(token_hash=_hash(token)).first()


def link_of(invitation: EvaluationInvitation | None, user: User) -> Link:
    """An evaluation whose page is no longer public shows nothing, like one whose time is over."""
    if invitation is None:
        return Link.UNKNOWN
    link = worth(
        asked=invitation.peer_id,
        city=invitation.city_id,
        answered=invitation.answered,
        expires=invitation.expires,
        user=user,
    )
    page = invitation.evaluation.page
    return Link.EXPIRED if link == Link.OPEN and page and not page.live else link


@transaction.atomic
def answer(*, invitation: EvaluationInvitation, by: User, said: Answer) -> Evaluation:
    """Keeps what the peer says, once, and tells the M&E officers."""
    if wrong := missing_words(said.summary, said.verdicts):
        raise ValidationError(wrong)
    if link_of(invitation, by) != Link.OPEN:
        raise ValidationError(_("This evaluation can no longer be answered."))
    if not open_invitations().filter(pk=invitation.pk).update(answered=timezone.now()):
        raise ValidationError(_("This evaluation can no longer be answered."))
    evaluation = invitation.evaluation
    evaluation.language, evaluation.summary, evaluation.lessons = said.language, said.summary, said.lessons
    evaluation.evaluator = evaluation.evaluator or str(invitation.city.name_in(said.language))
    evaluation.on = timezone.localdate()
    evaluation.save()
    write_scores(evaluation, said.verdicts)
    _log(ANSWERED, invitation, by)
    send("peer_evaluation_answered", people_with(Role.MNE), **_told(invitation))
    return evaluation


def _told(invitation: EvaluationInvitation) -> dict:
    """For letters, which name what it is about, each in its reader's language, and never say what was answered."""
    evaluation = invitation.evaluation
    return {
        "invitation": invitation,
        "evaluation": evaluation,
        "subject": lambda: subjects_of([evaluation])[evaluation.pk],
        "peer_city": invitation.city,
    }


def _hash(token: str) -> str:
    return hashed(token, of="monitoring.peer-evaluation")


def _log(action: str, invitation: EvaluationInvitation, by: User) -> None:
    """The city is named in the reader's language; who answers for it is the city's business."""
    evaluation = invitation.evaluation
    names = {code: str(invitation.city.name_in(code)) for code in languages.CODES}
    log(instance=evaluation, action=action, user=by, data={"city": names}, title=str(evaluation._meta.verbose_name))
