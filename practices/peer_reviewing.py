"""A colleague of another city reads one draft, by a link that expires, and says what a peer would ask."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from accounts.post import send
from accounts.roles import Role, holds
from cities.belonging import city_of, is_focal_point, role_of
from cities.models import Membership
from cities.peers import LASTS, PeerLinkState, peer_link_state, peers_of
from core import languages
from core.tokens import hashed, new_token

from .models import PeerReview, PracticePage

ASKED, ANSWERED = "practices.peer_review.ask", "practices.peer_review.answer"


def may_ask(user: User, practice: PracticePage) -> bool:
    """The city's focal points and the editors, while there is something that is not yet public."""
    if practice.live and not practice.has_unpublished_changes:
        return False
    city = city_of(practice)
    return holds(user, Role.EDITOR) or (city is not None and is_focal_point(user, city))


def possible_reviewers(practice: PracticePage) -> QuerySet[Membership]:
    """Those who write for another city today, by city; nobody who also belongs to this one."""
    return peers_of(city_of(practice))


@transaction.atomic
def ask(*, practice: PracticePage, reviewer: Membership, by: User, note: str = "") -> PeerReview:
    """Writes to the colleague, with a link to the draft as it is now. Raises ValidationError."""
    refuse_reviewer(practice, reviewer, by)
    token = new_token()
    review = PeerReview.objects.create(
        practice=practice,
        revision=practice.latest_revision,
        city=reviewer.city,
        reviewer=reviewer.user,
        asked_by=by,
        note=note,
        token_hash=_hash(token),
        expires=timezone.now() + LASTS,
    )
    _log(ASKED, review, by)
    send(
        "peer_review_asked",
        [reviewer.user],
        token=token,
        practice=practice,
        title=_title(practice),
        city=city_of(practice),
        review=review,
    )
    return review


def refuse_reviewer(practice: PracticePage, reviewer: Membership, by: User) -> None:
    """Raises ValidationError where this colleague cannot be asked, or not by this person."""
    if not may_ask(by, practice):
        raise ValidationError(_("You cannot ask for a peer review of this practice."))
    if practice.latest_revision is None:
        raise ValidationError(_("Save the draft first; a peer can then read it."))
    if not possible_reviewers(practice).filter(pk=reviewer.pk).exists():
        raise ValidationError({"reviewer": _("Choose somebody who writes for another city.")})
    if open_reviews().filter(practice=practice, reviewer=reviewer.user).exists():
        raise ValidationError({"reviewer": _("This colleague has already been asked and still has time to answer.")})


def open_reviews() -> QuerySet[PeerReview]:
    """Those that can still be answered."""
    return PeerReview.objects.filter(answered__isnull=True, expires__gt=timezone.now(), revision__isnull=False)


def review_of(token: str) -> PeerReview | None:
    return PeerReview.objects.select_related("practice", "revision", "city").filter(token_hash=_hash(token)).first()


def link_of(review: PeerReview | None, user: User) -> PeerLinkState:
    if review is None:
        return PeerLinkState.UNKNOWN
    link = peer_link_state(
        asked=review.reviewer_id, city=review.city_id, answered=review.answered, expires=review.expires, user=user
    )
    return PeerLinkState.EXPIRED if link == PeerLinkState.OPEN and review.revision is None else link


@transaction.atomic
def answer(*, review: PeerReview, by: User, text: str) -> PeerReview:
    """Keeps what the peer says, once, and writes to the city's role. Raises ValidationError."""
    if not text.strip():
        raise ValidationError({"answer": _("Write what you would ask or change.")})
    if link_of(review, by) != PeerLinkState.OPEN:
        raise ValidationError(_("This review can no longer be answered."))
    if not open_reviews().filter(pk=review.pk).update(answered=timezone.now(), answer=text.strip()):
        raise ValidationError(_("This review can no longer be answered."))
    review.refresh_from_db()
    _log(ANSWERED, review, by)
    practice, city = review.practice, city_of(review.practice)
    readers = list(role_of(city))
    if review.asked_by is not None and practice.permissions_for_user(review.asked_by).can_edit():
        readers.append(review.asked_by)
    send("peer_review_answered", readers, page=practice, title=_title(practice), city=city, peer_city=review.city)
    return review


def _title(practice: PracticePage) -> languages.Wording:
    return languages.Wording(practice.draft_title or practice.title, practice.language)


def _hash(token: str) -> str:
    return hashed(token, of="practices.peer-review")


def _log(action: str, review: PeerReview, by: User) -> None:
    """The history names the city in the reader's language; who read for it is the city's business."""
    names = {code: str(review.city.name_in(code)) for code in languages.CODES}
    log(instance=review.practice, action=action, user=by, revision=review.revision, data={"city": names})
