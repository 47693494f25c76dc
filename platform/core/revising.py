"""A change to pages that is nobody's draft: it goes to what is public and to what is being written, each by itself.

Publishing a draft for it would publish what its writer has not finished; changing only what is public would be undone
when the draft is published.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.signals import page_published

Change = Callable[[Page], None]


@transaction.atomic
def revise(page: Page, change: Change, *, user) -> None:
    """Lets `change` alter the page as it is public, which is published, and its draft, which stays a draft.

    A review that goes on is not disturbed: it approves the newest draft. Raises ValidationError where the public page
    would be wrong by the change, or where the page waits for its day of publication, which would be forgotten.
    """
    page = page.specific_class.objects.select_for_update(no_key=True).get(pk=page.pk)
    if page.approved_schedule:
        raise ValidationError(_("It is scheduled for publication and cannot be changed before then."))
    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes or not page.live else None
    if page.live:
        change(page)
        _publish(page, user)
    if draft is not None:
        change(draft)
        draft.save_revision(user=user, clean=False, log_action=True)


def _publish(page: Page, user) -> None:
    """As Wagtail does, but for its end: that would cancel the review of the draft."""
    page.last_published_at = timezone.now()
    page.save()
    page.live_revision = page.save_revision(user=user, changed=False, clean=False)
    page.save(update_fields=["live_revision"], clean=False)
    log(instance=page, action="wagtail.publish", user=user, revision=page.live_revision, content_changed=True)
    page_published.send(sender=type(page), instance=page, revision=page.live_revision)
