"""What stands on the desk of whoever runs a session: applications to decide, and attendance to take."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.languages import Wording
from core.waiting import Waiting, register

from .models import SessionPage, SessionTeam
from .next_steps import next_step, numbers_of

ON_THE_DESK = ("applications", "attendance")


@register
def sessions_waiting(user) -> Iterator[Waiting]:
    """Of the sessions whose team the person is in; an administrator's desk is not filled with everybody's."""
    if not user.is_authenticated:
        return
    mine = SessionTeam.objects.of(user).values("session")
    sessions = list(SessionPage.objects.filter(pk__in=mine).select_related("desk").defer("body", "row_words"))
    if not sessions:
        return
    numbers = numbers_of(sessions)
    for session in sessions:
        step = next_step(session, numbers[session.pk])
        if step and step.code in ON_THE_DESK:
            waits = step.code == "applications"
            yield Waiting(
                title=Wording(session.draft_title, session.language),
                text=step.label,
                action=_("Decide") if waits else _("Take attendance"),
                url=step.url,
                due=step.due,
                pressing=waits,
            )
