"""That somebody of a session's team looked at its registrations stands in the history of its page. Never whose."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log
from wagtail.models import PageLogEntry

from . import introducing, inviting, participant_letters, running, teams
from .models import SessionPage

SEEN, TAKEN_OUT = "learning.registrations_seen", "learning.registrations_exported"
CERTIFICATES = "learning.certificates_exported"
ONE_LOOK = timedelta(hours=1)
"""Whoever goes to and fro between the pages of a session for so long has looked once."""


def note_look(*, session: SessionPage, by) -> None:
    since = timezone.now() - ONE_LOOK
    if not PageLogEntry.objects.filter(page=session.pk, action=SEEN, user=by, timestamp__gte=since).exists():
        log(instance=session, action=SEEN, user=by)


def note_file(*, session: SessionPage, by, file_format: str, with_needs: bool, number: int) -> None:
    """Each file, because it is somewhere else from now on."""
    data = {"format": file_format, "with_needs": with_needs, "number": number}
    log(instance=session, action=TAKEN_OUT, user=by, data=data)


def note_certificates(*, session: SessionPage, by, number: int) -> None:
    """A file with names like any other."""
    log(instance=session, action=CERTIFICATES, user=by, data={"number": number})


class Seen(LogFormatter):
    label = gettext_lazy("Look at registrations")
    message = gettext_lazy("Looked at the registrations")


class TakenOut(LogFormatter):
    label = gettext_lazy("Take registrations out as a file")

    def format_message(self, log_entry) -> str:
        if log_entry.data.get("with_needs"):
            return _("Took the registrations out as a file, with needs of access and diet")
        return _("Took the registrations out as a file")


def _formatter(label, message) -> type[LogFormatter]:
    return type("Formatter", (LogFormatter,), {"label": label, "message": message})


FORMATTERS = {
    SEEN: Seen,
    TAKEN_OUT: TakenOut,
    CERTIFICATES: _formatter(
        gettext_lazy("Take certificates of attendance out as a file"),
        gettext_lazy("Took the certificates of attendance out as a file"),
    ),
    teams.JOINED: _formatter(gettext_lazy("Join a team"), gettext_lazy("Somebody joined the team of the session")),
    teams.LEFT: _formatter(gettext_lazy("Leave a team"), gettext_lazy("Somebody left the team of the session")),
    teams.TAKEN_ON: _formatter(gettext_lazy("Take on a session"), gettext_lazy("Took the session on")),
    running.POSTPONED: _formatter(gettext_lazy("Postpone"), gettext_lazy("Postponed the session")),
    running.CANCELLED: _formatter(gettext_lazy("Cancel a session"), gettext_lazy("Cancelled the session")),
    running.PLANNED: _formatter(gettext_lazy("Plan again"), gettext_lazy("Announced the new date of the session")),
    running.HELD: _formatter(gettext_lazy("Note as held"), gettext_lazy("The session was held")),
    running.SETTINGS: _formatter(gettext_lazy("Settings"), gettext_lazy("Changed the settings of registration")),
    inviting.INVITED: _formatter(gettext_lazy("Invite"), gettext_lazy("Invited somebody to the session")),
    inviting.WITHDRAWN: _formatter(
        gettext_lazy("Withdraw an invitation"), gettext_lazy("Withdrew an invitation to the session")
    ),
    introducing.ASKED: _formatter(
        gettext_lazy("Ask two participants"), gettext_lazy("Asked two participants whether to introduce them")
    ),
    participant_letters.WRITTEN: _formatter(
        gettext_lazy("Write to participants"), gettext_lazy("Wrote to participants of the session")
    ),
    participant_letters.DOCUMENTS_SENT: _formatter(
        gettext_lazy("Send documents"), gettext_lazy("Sent the documents to participants of the session")
    ),
}
