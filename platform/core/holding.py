"""Putting a page on hold and lifting it: what could bring people into danger leaves the site at once.

A hold takes what hangs under its page with it: the practices and pilots of a city, and every translation. Nothing of it
can be published while the hold stands, whoever or whatever tries: `core.models.revisions` refuses each revision, so
also one that was scheduled or approved, and the loader passes the page over. What is not public is in no list, search,
file, chart or letter; what was made before and would still tell of it is withdrawn by who keeps it (`when_held`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from .models.holds import Hold, is_held

PLACED, LIFTED = "core.hold", "core.lift_hold"

Withdrawal = Callable[[list[Page]], None]
_withdrawals: list[Withdrawal] = []


def when_held(withdraw: Withdrawal) -> Withdrawal:
    """A decorator for a room that keeps something made of pages: it gets all pages that a hold takes off the site."""
    _withdrawals.append(withdraw)
    return withdraw


@transaction.atomic
def hold(*, page: Page, why: str, look_again_on: date, by=None, from_files: bool = False) -> Hold:
    """Raises ValidationError: no reason, a page that cannot be held, or that is on hold already."""
    placed = Hold(page=page, why=why, look_again_on=look_again_on, placed_by=by, from_files=from_files)
    placed.full_clean(exclude=["placed_by", "lifted_by"])
    placed.save()
    log(instance=page, action=PLACED, user=by)
    take_down(page, by=by)
    return placed


@transaction.atomic
def lift(*, hold: Hold, by) -> Hold:
    """Nothing is published by it: an editor reads the page first. Raises ValidationError when it was lifted before."""
    if not Hold.objects.open().filter(pk=hold.pk).update(lifted=timezone.now(), lifted_by=by):
        raise ValidationError(_("This hold was lifted already."))
    hold.refresh_from_db()
    hold.save()  # `update` sends no signal, and what is kept of the page is to be made anew
    log(instance=hold.page, action=LIFTED, user=by)
    return hold


@transaction.atomic
def put_off(*, hold: Hold, until: date) -> Hold:
    """It was looked at again and stays. Raises ValidationError for a day that is not to come."""
    if until <= timezone.localdate():
        raise ValidationError({"look_again_on": _("Choose a day to come.")})
    hold.look_again_on = until
    hold.save(update_fields=["look_again_on"])
    return hold


def take_down(page: Page, *, by=None) -> None:
    """Off the site with all that hangs under it: what is public, what waits for its day, what is in review."""
    pages = list(Page.objects.filter(path__startswith=page.path).order_by("path").specific())
    keys = [str(one.pk) for one in pages]
    Revision.objects.page_revisions().filter(object_id__in=keys).update(approved_go_live_at=None)
    for one in pages:
        if one.current_workflow_state:
            one.current_workflow_state.cancel(user=by)
        if one.live:
            UnpublishPageAction(one, user=by).execute(skip_permission_checks=True)
    for withdraw in _withdrawals:
        withdraw(pages)


def take_down_what_is_held(page: Page) -> None:
    """For a page that was moved to where a hold stands."""
    if is_held(page):
        take_down(page)
