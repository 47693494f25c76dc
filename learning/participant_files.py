"""The participants of a session as a file. Only these columns leave; the address of somebody forgotten is gone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.exports import Column, export

from .access_log import note_file
from .desk_forms import FileForm
from .desk_pages import session_run_by
from .models import Registration
from .registration_list import ListQuestion


def _answer(said: Any) -> str:
    """Yes or no; empty while nobody has said."""
    if said is None:
        return ""
    return pgettext("an answer", "yes") if said else pgettext("an answer", "no")


COLUMNS = (
    Column("name", _("name"), lambda row: row.name),
    Column("email", _("email address"), lambda row: row.email),
    Column("place", _("city"), lambda row: row.place_name),
    Column("organisation", _("organisation"), lambda row: row.organisation),
    Column("function", _("function"), lambda row: row.function),
    Column("state", _("state"), lambda row: row.get_state_display()),
    Column("way", _("how they take part"), lambda row: row.get_way_display()),
    Column("language", _("language"), lambda row: row.get_language_display()),
    Column("interpretation", _("interpretation into"), lambda row: row.get_interpretation_display()),
    Column("travel", _("needs travel support"), lambda row: _answer(row.needs_travel_support or None)),
    Column("registered", _("registered"), lambda row: row.created.date()),
    Column("attended", _("attended"), lambda row: _answer(row.attended)),
)
NEEDS = (
    Column("access", _("needs of access"), lambda row: row.access_needs),
    Column("diet", _("diet"), lambda row: row.diet),
)


@login_required
@require_POST
@never_cache
def participant_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the list shows now, as it is filtered. Sent, because it is written down who took which file."""
    session = session_run_by(request, pk)
    form = FileForm(request.POST)
    if not form.is_valid():
        raise Http404
    kind, with_needs = form.cleaned_data["format"], form.cleaned_data["with_needs"]
    everybody = Registration.objects.visible_to(request.user).filter(session=session).of_people()
    rows = list(ListQuestion.of(request.GET).found_in(everybody).select_related("city"))
    note_file(session=session, by=request.user, file_format=kind, with_needs=with_needs, number=len(rows))
    columns = (*COLUMNS, *NEEDS) if with_needs else COLUMNS
    name = slugify(f"participants-{session.slug}") or "participants"
    return export(kind, rows, columns, name, is_open=False)
