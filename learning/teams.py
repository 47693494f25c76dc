"""Who runs a session: its team. Everything about its registrations begins here."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from accounts.roles import Role, holds

from .models import Registration, SessionDesk, SessionPage, SessionTeam

JOINED, LEFT, TAKEN_ON = "learning.team_joined", "learning.team_left", "learning.team_taken_on"


def sessions_run_by(user) -> QuerySet[SessionPage]:
    """The sessions of whose team a person is, drafts included; an administrator's are all."""
    if not user.is_authenticated or not user.is_active:
        return SessionPage.objects.none()
    if user.is_superuser:
        return SessionPage.objects.all()
    return SessionPage.objects.filter(pk__in=SessionTeam.objects.of(user).values("session"))


def runs(user, session: SessionPage) -> bool:
    return sessions_run_by(user).filter(pk=session.pk).exists()


def leads(user, session: SessionPage) -> bool:
    """Whether the person may change the team: one of its leads, or an administrator."""
    if user.is_active and user.is_superuser:
        return True
    return SessionTeam.objects.of(user).filter(session=session, role=SessionTeam.Role.LEAD).exists()


@transaction.atomic
def form_team(*, session: SessionPage, by: User) -> SessionTeam:
    """Whoever begins a session leads its team. Again: nothing."""
    SessionDesk.objects.get_or_create(session=session)
    member, _is_new = SessionTeam.objects.get_or_create(
        session=session, person=by, defaults={"role": SessionTeam.Role.LEAD}
    )
    return member


def can_be_taken_on(session: SessionPage, user) -> bool:
    """A session that nobody runs, and for which nobody has registered, may be taken on by any organiser."""
    free = not session.team.exists() and not session.registrations.exists()
    return free and holds(user, Role.ORGANISER)


@transaction.atomic
def take_on(*, session: SessionPage, by: User) -> SessionTeam:
    """Raises ValidationError when somebody runs it, or people have registered: then an administrator names a team."""
    SessionDesk.objects.get_or_create(session=session)
    SessionDesk.objects.select_for_update().get(session=session)
    if not can_be_taken_on(session, by):
        raise ValidationError(_("This session has a team already. Ask one of its leads to add you."))
    log(instance=session, action=TAKEN_ON, user=by)
    return form_team(session=session, by=by)


@transaction.atomic
def add_to_team(*, session: SessionPage, person: User, role: str, by: User) -> SessionTeam:
    """Raises ValidationError: not a lead, somebody who is no organiser, editor or administrator, in it already."""
    _check_leads(session, by)
    if not (holds(person, Role.ORGANISER) or holds(person, Role.EDITOR)):
        raise ValidationError({"person": _("Only organisers and editors can be in a team.")})
    member = SessionTeam(session=session, person=person, role=role)
    member.full_clean()
    member.save()
    log(instance=session, action=JOINED, user=by, data={"person": person.pk, "role": role})
    return member


@transaction.atomic
def take_from_team(*, member: SessionTeam, by: User) -> None:
    """Raises ValidationError when nobody would lead it any more, while people are registered."""
    session = member.session
    _check_leads(session, by)
    leads_left = session.team.select_for_update().filter(role=SessionTeam.Role.LEAD).exclude(pk=member.pk).exists()
    if not leads_left:
        raise ValidationError(_("A team needs somebody who leads it. Add another lead first."))
    member.delete()
    log(instance=session, action=LEFT, user=by, data={"person": member.person_id})


def _check_leads(session: SessionPage, by: User) -> None:
    if not leads(by, session):
        raise ValidationError(_("Only those who lead the team can change it."))


def team_of(session: SessionPage) -> QuerySet[User]:
    """Active people of a session's team: letters to it go to them."""
    return User.objects.filter(is_active=True, sessions_run__session=session)


def may_see(user, registration: Registration) -> bool:
    return Registration.objects.visible_to(user).filter(pk=registration.pk).exists()
