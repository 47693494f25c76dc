"""One person of another city is asked, by a link that expires, to evaluate as a peer; they answer once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
from cities.peers import LASTS, PeerLinkState, peer_link_state, peers_of
from core import languages
from core.tokens import hashed, new_token
from evaluations.models import Evaluation, EvaluationInvitation
from monitoring.subjects import subjects_of

from .evaluating import Verdict, display_state, missing_words, write_scores

INVITED, ANSWERED = "evaluations.invite", "evaluations.answer"


@dataclass(frozen=True)
class PeerAnswer:
    """What the peer says, in `language`."""

    language: str
    summary: str
    lessons: str
    verdicts: Mapping[str, Verdict]


def possible_peers(evaluation: Evaluation) -> models.QuerySet[Membership]:
    """Whoever writes for a city that is not evaluated."""
    return peers_of(city_of(evaluation.page))


@transaction.atomic
def invite(evaluation: Evaluation, *, peer: Membership, by: User, note: str = "") -> EvaluationInvitation:
    """Writes to the peer, with a link; whoever was asked before and has not answered is no longer asked."""
    if evaluation.by != Evaluation.By.PEER:
        raise ValidationError(_("This is not a peer evaluation."))
    if evaluation.submitted or evaluation.published:
        raise ValidationError(display_state(evaluation))
    if not evaluation.page.live:
        raise ValidationError(_("Peers read the public page. Publish it first."))
    if EvaluationInvitation.objects.filter(evaluation=evaluation, answered__isnull=False).exists():
        raise ValidationError(_("A peer has already answered."))
    if not possible_peers(evaluation).filter(pk=peer.pk).exists():
        raise ValidationError({"peer": _("Choose somebody who writes for another city.")})
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
    send("peer_evaluation_asked", [peer.user], token=token, **letter_context(invitation))
    return invitation


def open_invitations() -> models.QuerySet[EvaluationInvitation]:
    """Those that can still be answered."""
    return EvaluationInvitation.objects.filter(answered__isnull=True, expires__gt=timezone.now())


def invitation_of(token: str) -> EvaluationInvitation | None:
    known = EvaluationInvitation.objects.select_related("evaluation__page", "city")
    return known.filter(token_hash=_hash(token)).first()


def state_of_link(invitation: EvaluationInvitation | None, user: User) -> PeerLinkState:
    """An evaluation whose page is no longer public shows nothing, like one whose time is over."""
    if invitation is None:
        return PeerLinkState.UNKNOWN
    state = peer_link_state(
        asked=invitation.peer_id,
        city=invitation.city_id,
        answered=invitation.answered,
        expires=invitation.expires,
        user=user,
    )
    is_gone = state == PeerLinkState.OPEN and not invitation.evaluation.page.live
    return PeerLinkState.EXPIRED if is_gone else state


@transaction.atomic
def answer(*, invitation: EvaluationInvitation, by: User, given: PeerAnswer) -> Evaluation:
    """Keeps what the peer says, once, and tells the M&E officers."""
    if wrong := missing_words(given.summary, given.verdicts):
        raise ValidationError(wrong)
    if state_of_link(invitation, by) != PeerLinkState.OPEN:
        raise ValidationError(_("This evaluation can no longer be answered."))
    if not open_invitations().filter(pk=invitation.pk).update(answered=timezone.now()):
        raise ValidationError(_("This evaluation can no longer be answered."))
    evaluation = invitation.evaluation
    evaluation.language, evaluation.summary, evaluation.lessons = given.language, given.summary, given.lessons
    evaluation.evaluator = evaluation.evaluator or str(invitation.city.name_in(given.language))
    evaluation.on = timezone.localdate()
    evaluation.save()
    write_scores(evaluation, given.verdicts)
    _log(ANSWERED, invitation, by)
    send("peer_evaluation_answered", people_with(Role.MNE), **letter_context(invitation))
    return evaluation


def letter_context(invitation: EvaluationInvitation) -> dict[str, Any]:
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
