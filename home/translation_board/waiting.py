"""What waits to be translated: on the desk of those who translate, and in one letter for all that is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.signals import page_published

from accounts import post
from accounts.roles import Role, people_with
from core import due
from core.languages import Wording
from core.models import TranslationPage
from core.permissions import translation_models, tree_policy
from core.templatetags.core_tags import quantity
from core.translating import address_to_edit, address_to_translate
from core.waiting import Waiting, register

from ..models import TranslationAssignment, TranslationNotice
from .assigning import name_of
from .doing import date_what_is_outdated
from .rows import Cell, Row, State, kinds, rows_of

NEW = timedelta(days=30)
MOST = 5
"""Lines of one kind; the rest is one line that leads to the board."""
IN_A_LETTER = 20
TO_DO = (State.OUTDATED, State.MISSING)


@register
def translations_to_do(user) -> Iterable[Waiting]:
    """For translators, everything; for whoever else wrote a translation, that theirs is outdated."""
    translates = tree_policy().translates(user)
    if not translates and not _has_translated(user):
        return []
    rows = rows_of(user, kinds(), Q())
    say_who_takes(rows)
    say_who_made(rows)
    date_what_is_outdated(rows)
    lines = list(_outdated(rows, user, translates=translates))
    if not translates:
        return lines
    return [*_taken(rows, user), *lines, *_new(rows, user), *_missing(rows)]


def _has_translated(user) -> bool:
    types = ContentType.objects.get_for_models(*translation_models()).values()
    return Page.objects.filter(owner=user, live=True, content_type__in=types).exists()


def say_who_takes(rows: list[Row]) -> None:
    """Of each cell, who has taken it. One query."""
    found = TranslationAssignment.objects.filter(subject__in=[row.pk for row in rows]).select_related("translator")
    taken = {(one.subject_id, one.language): one.translator for one in found if one.translator.is_active}
    for row in rows:
        for cell in row.cells.values():
            cell.taken_by = taken.get((row.pk, cell.language))


def say_who_made(rows: list[Row]) -> None:
    """Of each outdated translation, who made it and still may sign in. One query."""
    outdated = [cell for row in rows for cell in row.cells.values() if cell.state is State.OUTDATED]
    made = Page.objects.filter(pk__in=[cell.pk for cell in outdated], owner__is_active=True).select_related("owner")
    makers = {page.pk: page.owner for page in made}
    for cell in outdated:
        cell.made_by = makers.get(cell.pk)


def _cells(rows: Iterable[Row], *states: State) -> Iterator[tuple[Row, Cell]]:
    return ((row, cell) for row in rows for cell in row.cells.values() if cell.state in states)


def _taken(rows: list[Row], user) -> Iterator[Waiting]:
    """Begun or not, until it is in review."""
    for row, cell in _cells(rows, State.MISSING, State.DRAFT):
        if cell.taken_by == user:
            yield _waiting(row, cell, _("You have taken it. Into: %(language)s.") % {"language": cell.language_name})


def _outdated(rows: list[Row], user, *, translates: bool) -> Iterator[Waiting]:
    """One's own first, then those that nobody has taken."""
    cells = [(row, cell) for row, cell in _cells(rows, State.OUTDATED) if cell.waiting is not State.IN_REVIEW]
    mine = [pair for pair in cells if user == (pair[1].taken_by or pair[1].made_by)]
    free = [pair for pair in cells if translates and pair[1].taken_by is None and pair not in mine]
    for row, cell in [*mine, *free[:MOST]]:
        since = {"language": cell.language_name, "date": date_format(timezone.localdate(cell.since))}
        text = _("The original was changed on %(date)s. Into: %(language)s.") % since
        yield _waiting(row, cell, f"{text} {_who(cell, user)}")
    if len(free) > MOST:
        more = ngettext(
            "%(number)s more translation is outdated", "%(number)s more translations are outdated", len(free) - MOST
        )
        yield _to_board(more, len(free) - MOST, State.OUTDATED)


def _who(cell: Cell, user) -> str:
    if user == (cell.taken_by or cell.made_by):
        return _("You have taken it.") if cell.taken_by else _("You translated it.")
    if cell.made_by:
        return _("%(person)s translated it; nobody has taken it yet.") % {"person": name_of(cell.made_by)}
    return _("Nobody has taken it yet.")


def _new(rows: list[Row], user) -> Iterator[Waiting]:
    """Texts published lately, one line each, with the languages in which they are missing; the newest first."""
    since = timezone.now() - NEW
    fresh = [row for row in rows if row.live and row.first_published and row.first_published >= since]
    fresh.sort(key=lambda row: (row.first_published, row.pk), reverse=True)
    told = 0
    for row in fresh:
        missing = [cell for cell in row.cells.values() if cell.state is State.MISSING]
        if told < MOST and any(cell.taken_by is None for cell in missing):
            told += 1
            yield _new_line(row, missing)


def _new_line(row: Row, missing: list[Cell]) -> Waiting:
    free = [cell.language_name for cell in missing if cell.taken_by is None]
    text = [_("Published on %(date)s.") % {"date": date_format(timezone.localdate(row.first_published))}]
    text.append(_("Nobody has taken it yet into: %(languages)s.") % {"languages": ", ".join(free)})
    for cell in missing:
        if cell.taken_by:
            names = {"person": name_of(cell.taken_by), "languages": cell.language_name}
            text.append(_("%(person)s has taken it into: %(languages)s.") % names)
    return Waiting(
        title=Wording(row.title, row.language),
        text=" ".join(text),
        action=_("Translate"),
        url=f"{reverse('translation_board')}?{urlencode({'q': row.title})}",
    )


def _missing(rows: list[Row]) -> Iterator[Waiting]:
    number = len([row for row, _cell in _cells(rows, State.MISSING) if row.live])
    if number:
        title = ngettext("%(number)s translation is missing", "%(number)s translations are missing", number)
        yield _to_board(title, number, State.MISSING)


def _to_board(title: str, number: int, state: State) -> Waiting:
    return Waiting(
        title=title % {"number": quantity(number)},
        text=_("The board has them all, by language, and says who has taken which."),
        action=_("Open the board"),
        url=f"{reverse('translation_board')}?{urlencode({'state': state.value})}",
    )


def _waiting(row: Row, cell: Cell, text: str) -> Waiting:
    return Waiting(
        title=Wording(row.title, row.language),
        text=text,
        action=_("Translate") if cell.state is State.MISSING else _("Go on translating"),
        url=address_to_edit(cell.pk) if cell.pk else address_to_translate(row.model, row.pk, cell.language),
    )


@receiver(page_published)
def end_assignment(sender, instance, **kwargs) -> None:
    """The translation is public: whoever had taken it is done."""
    if isinstance(instance, TranslationPage):
        TranslationAssignment.objects.filter(subject=instance.subject_id, language=instance.language).delete()


# --- the letter -----------------------------------------------------------------------------------------------
@due.register("translations: what is new told")
def tell_translators() -> int:
    """One letter for all that was published or changed since the last, and is missing or outdated in some language."""
    translators = list(people_with(Role.TRANSLATOR))
    if not translators:
        return 0
    known = dict(TranslationNotice.objects.values_list("subject", "digest"))
    rows = [row for row in rows_of(translators[0], kinds(), Q()) if row.live]
    new = [row for row in rows if row.digest and known.get(row.pk) != row.digest]
    say_who_takes(new)
    say_who_made(new)
    lines = [line for row in new if (line := _letter_line(row))]
    with transaction.atomic():
        _remember(new)
        if lines:
            board = reverse("translation_board")
            texts = {"lines": lines[:IN_A_LETTER], "number": len(lines), "more": max(0, len(lines) - IN_A_LETTER)}
            post.send("translations_wanted", translators, board=board, **texts)
    return len(lines)


def _letter_line(row: Row) -> dict:
    """Its title, the languages in which it is missing or outdated, and who has taken which."""
    cells = [cell for cell in row.cells.values() if cell.state in TO_DO]
    takers = [
        (cell.language_name, name_of(cell.taken_by or cell.made_by)) for cell in cells if cell.taken_by or cell.made_by
    ]
    free = [cell.language_name for cell in cells if not (cell.taken_by or cell.made_by)]
    return {"title": row.title, "language": row.language, "free": free, "takers": takers} if cells else {}


def _remember(rows: list[Row]) -> None:
    told = [TranslationNotice(subject_id=row.pk, digest=row.digest) for row in rows]
    TranslationNotice.objects.bulk_create(
        told, batch_size=500, update_conflicts=True, unique_fields=["subject"], update_fields=["digest"]
    )
