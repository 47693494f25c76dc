"""Two practices that are one: one is kept and takes over what the other has, the other leaves the site.

The other is not deleted but unpublished and locked: its words, figures and history can still be read by editors, and
the programme's files do not bring it back. Words and figures are not joined: two counts of the same people would look
like twice as many. What the kept one should say of it, an editor writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.post import send
from cities.belonging import role_of
from cities.models import CityPage
from cities.tree import city_path
from core import languages
from core.languages import Wording
from core.models import LeadPicture
from core.repointing import Place, places, point_all
from core.revising import revise
from core.templatetags.core_tags import row_words

from .models import PeerReview, PracticePage, Transfer
from .transfer_joining import hand_over, leads_between

SHARED = ("themes", "target_groups", "framework_items", "further_cities")
ROWS = {"partners": ("organisation_id", "name", "role"), "relations": ("kind", "label", "city_id")}
SOURCES = {"sources": ("label", "url")}
MERGED, ABSORBED = "practices.merge", "practices.absorb"


@dataclass(frozen=True)
class Move:
    """How many of what go over."""

    label: str
    number: int


def may_merge(user, practice: Page) -> bool:
    """Who may publish a practice may also take it off the site."""
    return practice.permissions_for_user(user).can_publish()


def moves(absorbed: PracticePage) -> list[Move]:
    """For the page that asks whether to go on: what would go over."""
    given, taken = absorbed.given.count(), absorbed.taken.count()
    found: dict[str, int] = {str(Transfer._meta.verbose_name_plural): given + taken}
    for place in _places():
        found[place.label] = found.get(place.label, 0) + len(place.holders(absorbed))
    for name in (*SHARED, *ROWS, *SOURCES):
        field = absorbed._meta.get_field(name)
        found[str(field.related_model._meta.verbose_name_plural)] = getattr(absorbed, name).count()
    return [Move(label, number) for label, number in found.items() if number]


def _places() -> list[Place]:
    """But for transfers, which have a rule of their own, and what peers said of a draft, which is that draft's."""
    return [place for place in places(PracticePage) if place.model not in (Transfer, PeerReview)]


def refuse(*, kept: PracticePage, absorbed: PracticePage) -> None:
    """Raises ValidationError where the two cannot be one."""
    if kept.pk == absorbed.pk:
        raise ValidationError(_("Choose a practice other than this one."))
    if not kept.live:
        raise ValidationError(_("The practice to keep must be published: visitors are sent there."))
    if leads_between(kept, absorbed):
        raise ValidationError(
            _("There is a transfer from one to the other, so they are two practices. Correct the transfer first.")
        )


@transaction.atomic
def merge(*, kept: PracticePage, absorbed: PracticePage, by) -> PracticePage:
    """Raises ValidationError, and then nothing has moved."""
    refuse(kept=kept, absorbed=absorbed)
    was_public = absorbed.first_published_at is not None
    hand_over(absorbed, kept, user=by)
    point_all(absorbed, kept, _places(), user=by)
    newest = absorbed if absorbed.live else absorbed.get_latest_revision_as_object()
    revise(kept, lambda page: _take_facts(page, newest), user=by)
    if was_public:
        _redirect(absorbed, kept)
    _archive(absorbed, kept, by)
    # whoever reads the history of the kept one need not know of what was never public
    title = absorbed.title if was_public else _("a draft")
    log(instance=kept, action=MERGED, user=by, data={"other": {"id": absorbed.pk, "title": title}})
    log(instance=absorbed, action=ABSORBED, user=by, data={"other": {"id": kept.pk, "title": kept.title}})
    kept.refresh_from_db()
    for path in dict.fromkeys(city_path(page.path) for page in (kept, absorbed)):
        _write_to_city(path, kept, absorbed, by)
    return kept


def _write_to_city(path: str, kept: PracticePage, absorbed: PracticePage, by) -> None:
    """What was never public is named to its own city only."""
    city = CityPage.objects.filter(path=path).first()
    if city is None:
        return
    readers = [reader for reader in role_of(city) if by is None or reader.pk != by.pk]
    may_be_named = absorbed.first_published_at is not None or path == city_path(absorbed.path)
    merged = absorbed.title if may_be_named else _("a draft")
    send("practice_merged", readers, page=kept, title=Wording(kept.title, kept.language), city=city, merged=merged)


# --- facts ------------------------------------------------------------------------------------------------------------
def _take_facts(kept: PracticePage, absorbed: PracticePage) -> None:
    """In memory: what both are about, for whom, where, with whom, and where it was read."""
    for name in SHARED:
        getattr(kept, name).add(*getattr(absorbed, name).all())
    kept.tags.add(*(tag.name for tag in absorbed.tags.all()))
    city = CityPage.objects.filter(path=city_path(absorbed.path)).first()
    if city and city.path != city_path(kept.path):
        kept.further_cities.add(city)
    for name, facts in {**ROWS, **SOURCES}.items():  # what the kept one says already is not said twice
        rows, new = list(getattr(kept, name).all()), getattr(absorbed, name).all()
        known = {tuple(getattr(row, fact) for fact in facts) for row in rows}
        for row in new:
            values = {fact: getattr(row, fact) for fact in facts}
            if tuple(values.values()) not in known:
                rows.append(type(row)(**values))
        setattr(kept, name, rows)
    _take_picture(kept, absorbed)


def _take_picture(kept: PracticePage, absorbed: PracticePage) -> None:
    """Only where the kept one has none, and where its texts are known in the language of the kept one."""
    row = absorbed.lead_picture
    if row is None or kept.lead_picture:
        return
    texts = {name: row_words(absorbed.words_in(kept.language), row, name) for name in LeadPicture.WORDS}
    if texts["alternative_text"].language == kept.language:
        facts = {"image": row.image, "author": row.author, "licence": row.licence}
        kept.lead_pictures = [LeadPicture(**facts, **{name: str(text) for name, text in texts.items()})]


# --- what becomes of the other ----------------------------------------------------------------------------------------
def _redirect(absorbed: PracticePage, kept: PracticePage) -> None:
    """From its address in each language: Wagtail writes one, and that in the editor's."""
    for code in languages.CODES:
        with translation.override(code):
            path = Redirect.normalise_path(urlsplit(absorbed.get_url() or "").path)
        Redirect.objects.update_or_create(
            old_path=path, site=None, defaults={"redirect_page": kept, "automatically_created": True}
        )


def _archive(absorbed: PracticePage, kept: PracticePage, by) -> None:
    """Off the site with its translations, its review ended, and locked, so that nobody goes on writing there."""
    for page in (absorbed, *absorbed.translations.all()):
        if page.current_workflow_state:
            page.current_workflow_state.cancel(user=by)
        if page.live:
            UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)
    note = _("Merged into “%(title)s” (page %(key)s).") % {"title": kept.title, "key": kept.pk}
    absorbed.refresh_from_db()
    absorbed.editor_note = "\n".join(filter(None, (absorbed.editor_note, note)))
    absorbed.locked, absorbed.locked_at, absorbed.locked_by = True, timezone.now(), by
    fields = ["editor_note", "locked", "locked_at", "locked_by"]
    absorbed.save(update_fields=fields, clean=False)
