"""Inviting somebody to a session by their address: a link that works once, until it is withdrawn."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts import post
from accounts.models import User
from core.tokens import hashed, new_token

from .models import Registration, SessionDesk, SessionInvitation, SessionPage
from .models.registrations import address_key
from .registering import places_of
from .registration_letters import letter_facts

INVITED, WITHDRAWN = "learning.session_invited", "learning.session_invitation_withdrawn"


def invite(*, session: SessionPage, email: str, language: str, by: User) -> SessionInvitation:
    """An earlier invitation of the same address is withdrawn: its link works no more.

    Raises ValidationError: it is called off or over, it is not public yet, the address is registered already.
    """
    with places_of(session) as desk:
        if desk.status != SessionDesk.Status.PLANNED:
            raise ValidationError(_("Nobody can be invited to this session now."))
        if not desk.session.live:
            raise ValidationError(_("Publish the page of the session first: the invitation leads there."))
        known = Registration.objects.filter(session=session, email_key=address_key(email))
        if known.exclude(state=Registration.State.CANCELLED).exists():
            raise ValidationError({"email": _("This address is already registered.")})
        open_now = session.invitations.filter(email__iexact=email.strip(), used=None, withdrawn=None)
        open_now.update(withdrawn=timezone.now())
        token = new_token()
        invitation = SessionInvitation.objects.create(
            session=session,
            email=email.strip(),
            language=language,
            token_hash=hashed(token, of="learning.invitation"),
            invited_by=by,
        )
        log(instance=desk.session, action=INVITED, user=by)
        with translation.override(language):
            facts = letter_facts(desk.session)
            link = reverse("register_invited", args=[desk.session.slug, token])
        post.send_to_address("session_invitation", invitation.email, language, **facts, link=link)
        return invitation


@transaction.atomic
def withdraw(*, invitation: SessionInvitation, by: User) -> None:
    """Again, or when it was used meanwhile: nothing."""
    unused = SessionInvitation.objects.filter(pk=invitation.pk, used=None, withdrawn=None)
    if unused.update(withdrawn=timezone.now()):
        log(instance=invitation.session, action=WITHDRAWN, user=by)
