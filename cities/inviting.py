"""Inviting: the only way in. A focal point invites to the own city, an administrator to any role.

An invitation is a letter with a link that works once and for two weeks. Only the hash of the link's token is kept.
"""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.utils import generate_unique_username
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.names import display_name
from accounts.post import send_to_address
from accounts.roles import GROUPS, OF_A_CITY, Role
from core.limits import DAY, Limit
from core.tokens import hashed, new_token

from .belonging import join
from .models import CityPage, Invitation, Membership

LASTS = timedelta(days=14)
INVITATIONS = Limit("invitation", 100, DAY)
"""By one person: a whole city's staff, and no more letters to strangers than that."""


def cities_to_invite_to(user: User) -> QuerySet[CityPage]:
    """The cities whose people somebody may see, invite and let go: an administrator's are all."""
    if user.is_active and user.is_superuser:
        return CityPage.objects.live().order_by("title")
    speaks_for = Membership.objects.current().focal_points().filter(user=user.pk, city__isnull=False)
    return CityPage.objects.filter(pk__in=speaks_for.values("city")).order_by("title")


def may_invite(user: User, *, role: str, city: CityPage | None) -> bool:
    if role in OF_A_CITY:
        return city is not None and cities_to_invite_to(user).filter(pk=city.pk).exists()
    return user.is_active and user.is_superuser and city is None


@transaction.atomic
def invite(*, by: User, email: str, role: str, language: str, city: CityPage | None = None) -> Invitation:
    """Writes to `email`; an earlier invitation to the same role ends. Raises ValidationError, and then kept nothing."""
    email = email.strip().lower()
    if not may_invite(by, role=role, city=city):
        raise ValidationError(_("You cannot invite people to this role."))
    if not INVITATIONS.take(str(by.pk)):
        raise ValidationError(_("You have sent many invitations today. Try again tomorrow."))
    if city is not None:
        has_role = Membership.objects.current().of_city(city).filter(user__email__iexact=email, role=role).exists()
    else:
        has_role = User.objects.filter(email__iexact=email, is_active=True, groups__name=GROUPS[Role(role)]).exists()
    if has_role:
        raise ValidationError({"email": _("This person already has this role.")})
    Invitation.objects.open().filter(email=email, role=role, city=city).update(withdrawn=timezone.now())
    token = new_token()
    invitation = Invitation.objects.create(
        email=email,
        language=language,
        role=role,
        city=city,
        token_hash=_hash(token),
        invited_by=by,
        expires=timezone.now() + LASTS,
    )
    send_to_address(
        "invitation",
        email,
        language,
        invitation=invitation,
        city=city.name_in(language) if city else "",
        person=display_name(by),
        link=f"{settings.BASE_URL}{reverse('invitation', args=[token])}?language={language}",
    )
    return invitation


def _hash(token: str) -> str:
    return hashed(token, of="cities.invitation")


def invitation_of(token: str) -> Invitation | None:
    return Invitation.objects.select_related("city", "invited_by").filter(token_hash=_hash(token)).first()


@transaction.atomic
def accept(*, token: str, user: User) -> Invitation:
    """Gives the role to a person who signs in with the address invited. Works once: of two at once, one succeeds.

    Raises ValidationError.
    """
    if not Invitation.objects.open().filter(token_hash=_hash(token)).update(accepted=timezone.now()):
        raise ValidationError(_("This invitation has been used or withdrawn, or it has expired."))
    invitation = Invitation.objects.select_related("city", "invited_by").get(token_hash=_hash(token))
    if user.email.lower() != invitation.email:
        raise ValidationError(_("This invitation is for another address, not yours."))
    EmailAddress.objects.filter(user=user, email__iexact=invitation.email).update(verified=True)
    if invitation.city:
        join(user=user, city=invitation.city, role=invitation.role)
    else:
        user.groups.add(Group.objects.get(name=GROUPS[Role(invitation.role)]))
    return invitation


@transaction.atomic
def accept_as_new_person(*, token: str, first_name: str, last_name: str, password: str) -> User:
    """Makes the account that was invited, its address confirmed by the letter, and gives it the role."""
    invitation = invitation_of(token)
    if invitation is None:
        raise ValidationError(_("We do not know this invitation."))
    user = User(email=invitation.email, first_name=first_name, last_name=last_name, language=invitation.language)
    user.username = generate_unique_username([f"{first_name} {last_name}", invitation.email.partition("@")[0]])
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as taken:
        raise ValidationError(_("There is already an account with this address. Sign in to accept.")) from taken
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    accept(token=token, user=user)
    return user


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User) -> None:
    """The link no longer works. Whoever may invite to the role may withdraw. Raises ValidationError."""
    if not may_invite(by, role=invitation.role, city=invitation.city):
        raise ValidationError(_("You cannot withdraw this invitation."))
    Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn=timezone.now())
