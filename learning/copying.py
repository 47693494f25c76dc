"""A session like one that was held: a draft with its programme, without its day, its registration and its outcome."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.coreutils import find_available_slug

from .models import SessionIndexPage, SessionPage
from .teams import form_team

DATES = ("starts", "starts_at", "ends", "ends_at", "go_live_at", "expire_at")
OUTCOME = ("summary", "conclusions", "body", "participants", "other_participants", "cities")
OUTCOME_IN_ROWS = ("documents", "lessons", "figures", "sources")
OF_THE_FIRST = (
    *(
        "editor_note",
        "alternative_titles",
        "original_title",
        "original_title_language",
        "search_description",
        "seo_title",
    ),
    *("locked", "locked_at", "locked_by"),
)


def sections_to_write_in(user) -> list[SessionIndexPage]:
    """Where the person may begin a session."""
    return [page for page in SessionIndexPage.objects.all() if page.permissions_for_user(user).can_add(SessionPage)]


@transaction.atomic
def copy_session(*, session: SessionPage, by) -> SessionPage:
    """A draft under the same section, by Wagtail's own copy of the page as it stands; who copies runs it.

    Raises PermissionDenied.
    """
    section = session.get_parent().specific
    may = session.permissions_for_user(by)
    if not (may.can_copy() and section.permissions_for_user(by).can_add_subpage()):
        raise PermissionDenied
    with override(session.language):
        title = _("%(title)s (copy)") % {"title": session.title}
    blank = SessionPage()
    title = title[:255]
    emptied = {name: getattr(blank, name) for name in DATES}
    copied = session.copy(
        update_attrs={
            **emptied,
            "title": title,
            "draft_title": title,
            "slug": find_available_slug(section, slugify(title, allow_unicode=True)[:240] or "session"),
            "expired": False,
        },
        exclude_fields=[*OUTCOME, *OUTCOME_IN_ROWS, *OF_THE_FIRST],
        process_child_object=_renew_row,
        copy_revisions=False,
        keep_live=False,
        user=by,
    )
    form_team(session=copied, by=by)
    return SessionPage.objects.get(pk=copied.pk)


def _renew_row(_session, _copy, _relation, row) -> None:
    """A row of the programme is another row, at an hour that is not known yet."""
    if hasattr(row, "uuid"):
        row.uuid = uuid.uuid4()
    for hour in ("starts", "ends"):
        if hasattr(row, hour):
            setattr(row, hour, None)
