"""What waits to be translated: on the desk of those who translate, and in one letter for all that is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
from accounts.names import display_name
from accounts.roles import Role, people_with
from core import due
from core.languages import Wording
from core.listing import listed
from core.models import TranslationPage
from core.numbers import display_number
from core.permissions import translation_models, tree_policy
from core.translating import address_to_edit, address_to_translate
from core.waiting import Waiting, register

from ..models import TranslationAssignment, TranslationNotice
from .rows import (
    TranslationCell,
    TranslationRow,
    TranslationState,
    add_makers,
    add_outdated_since,
    add_takers,
    cells_in,
    kinds,
    rows_of,
)

NEW = timedelta(days=30)
MOST = 5
"""Lines of one kind; the rest is one line that leads to the board."""
IN_A_LETTER = 20
TO_DO = (TranslationState.OUTDATED, TranslationState.MISSING)


@register
def translations_to_do(user) -> Iterable[Waiting]:
    """For translators, everything; for whoever else wrote a translation, that theirs is outdated."""
    translates = tree_policy().translates(user)
    types = ContentType.objects.get_for_models(*translation_models()).values()
    if not translates and not Page.objects.filter(owner=user, live=True, content_type__in=types).exists():
        return []
    rows = rows_of(user, kinds(), Q())
    add_takers(rows)
    add_makers(rows)
    add_outdated_since(rows)
    outdated = list(_outdated(rows, user, translates=translates))
    if not translates:
        return outdated
    taken = [
        _waiting(row, cell, _("You are working on it. Into: %(language)s.") % {"language": cell.language_name})
        for row, cell in cells_in(rows, TranslationState.MISSING, TranslationState.DRAFT)  # until it is in review
        if cell.taken_by == user
    ]
    missing = []
    if number := len([row for row, _cell in cells_in(rows, TranslationState.MISSING) if row.live]):
        title = ngettext("%(number)s translation is missing", "%(number)s translations are missing", number)
        missing.append(_to_board(title, number, TranslationState.MISSING))
    return [*taken, *outdated, *_new(rows), *missing]


def _outdated(rows: list[TranslationRow], user, *, translates: bool) -> Iterator[Waiting]:
    """One's own first, then those that nobody has taken."""
    cells = cells_in(rows, TranslationState.OUTDATED)
    cells = [(row, cell) for row, cell in cells if cell.waiting is not TranslationState.IN_REVIEW]
    mine = [pair for pair in cells if user == (pair[1].taken_by or pair[1].made_by)]
    free = [pair for pair in cells if translates and pair[1].taken_by is None and pair not in mine]
    for row, cell in [*mine, *free[:MOST]]:
        if user == (cell.taken_by or cell.made_by):
            who = _("You are working on it.") if cell.taken_by else _("You translated it.")
        elif cell.made_by:
            person = {"person": display_name(cell.made_by)}
            who = _("%(person)s translated it; nobody is working on it yet.") % person
        else:
            who = _("Nobody is working on it yet.")
        since = {"language": cell.language_name, "date": date_format(timezone.localdate(cell.since))}
        text = _("The original was changed on %(date)s. Into: %(language)s.") % since
        yield _waiting(row, cell, f"{text} {who}")
    if len(free) > MOST:
        more = ngettext(
            "%(number)s more translation is outdated", "%(number)s more translations are outdated", len(free) - MOST
        )
        yield _to_board(more, len(free) - MOST, TranslationState.OUTDATED)


def _new(rows: list[TranslationRow]) -> Iterator[Waiting]:
    """Texts published lately, one line each, with the languages in which they are missing; the newest first."""
    since = timezone.now() - NEW
    fresh = [row for row in rows if row.live and row.first_published and row.first_published >= since]
    fresh.sort(key=lambda row: (row.first_published, row.pk), reverse=True)
    number = 0
    for row in fresh:
        missing = [cell for _row, cell in cells_in([row], TranslationState.MISSING)]
        free = [cell.language_name for cell in missing if not cell.taken_by]
        if not free or number == MOST:
            continue
        number += 1
        texts = [
            _("Published on %(date)s.") % {"date": date_format(timezone.localdate(row.first_published))},
            _("Nobody is working on it yet in: %(languages)s.") % {"languages": listed(free)},
        ]
        for cell in missing:
            if cell.taken_by:
                names = {"person": display_name(cell.taken_by), "languages": cell.language_name}
                texts.append(_("%(person)s is working on it in: %(languages)s.") % names)
        yield Waiting(
            title=Wording(row.title, row.language),
            text=" ".join(texts),
            action=_("Translate"),
            url=f"{reverse('translation_board')}?{urlencode({'q': row.title})}",
        )


def _to_board(title: str, number: int, state: TranslationState) -> Waiting:
    return Waiting(
        title=title % {"number": display_number(number)},
        text=_("The board lists them all, by language, and shows who is working on which."),
        action=_("Open the board"),
        url=f"{reverse('translation_board')}?{urlencode({'state': state.value})}",
    )


def _waiting(row: TranslationRow, cell: TranslationCell, text: str) -> Waiting:
    return Waiting(
        title=Wording(row.title, row.language),
        text=text,
        action=_("Translate") if cell.state is TranslationState.MISSING else _("Continue translating"),
        url=address_to_edit(cell.pk) if cell.pk else address_to_translate(row.model, row.pk, cell.language),
    )


@receiver(page_published)
def end_assignment(sender, instance, **kwargs) -> None:
    """The translation is public: whoever had taken it is done."""
    if isinstance(instance, TranslationPage):
        TranslationAssignment.objects.filter(subject=instance.subject_id, language=instance.language).delete()


# --- the letter -----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class WantedTranslation:
    """A text in the letter: the languages that it is free to be taken into, and who has taken which."""

    title: str
    language: str
    free: list[str]
    takers: list[tuple[str, str]]
    """Languages and people."""


@due.register("translations: what is new told")
def write_to_translators() -> int:
    """One letter for all that was published or changed since the last, and is missing or outdated in some language."""
    translators = list(people_with(Role.TRANSLATOR))
    if not translators:
        return 0
    known = dict(TranslationNotice.objects.values_list("subject", "digest"))
    rows = [row for row in rows_of(translators[0], kinds(), Q()) if row.live]
    new = [row for row in rows if row.digest and known.get(row.pk) != row.digest]
    add_takers(new)
    add_makers(new)
    wanted = []
    for row in new:
        if cells := [cell for _row, cell in cells_in([row], *TO_DO)]:
            people = {cell.language_name: cell.taken_by or cell.made_by for cell in cells}
            free = [language for language, person in people.items() if not person]
            takers = [(language, display_name(person)) for language, person in people.items() if person]
            wanted.append(WantedTranslation(row.title, row.language, free, takers))
    with transaction.atomic():
        TranslationNotice.objects.bulk_create(
            [TranslationNotice(subject_id=row.pk, digest=row.digest) for row in new],
            batch_size=500,
            update_conflicts=True,
            unique_fields=["subject"],
            update_fields=["digest"],
        )
        if wanted:
            board, number = reverse("translation_board"), len(wanted)
            context = {"lines": wanted[:IN_A_LETTER], "number": number, "more": max(0, number - IN_A_LETTER)}
            post.send("translations_wanted", translators, board=board, **context)
    return len(wanted)
