"""Makes the file and keeps it: only what passed the check, the schema and the rules of the standard.

The daily work makes a published file anew when what it says is no longer so; while something is missing it cannot, and
M&E officers find that on their desk.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cities.models import Phase
from core import due, waiting
from core.bidi import isolated
from core.caching import cached_until_change
from monitoring.models.rights import is_mne
from reporting.models import ActivityFile

from .activities import as_text, build_document
from .checking import CheckedActivity, Places, check_activities, may_be_made
from .comparing import ActivityDifference, differences, keep_unchanged_days, missing_or_gone
from .findings import isolated_names
from .gathering import gather_facts
from .validating import parse_xml, violations

logger = logging.getLogger(__name__)


def check(phase: Phase, *, user=None) -> list[CheckedActivity]:
    """What is missing, activity by activity. `user`: for whom the links are to be."""
    facts, left_out = gather_facts(phase)
    return check_activities(facts, left_out, Places(phase, user))


@transaction.atomic
def publish(phase: Phase, *, by) -> ActivityFile:
    """Makes the file and makes it the public one. Raises ValidationError with all that stops it."""
    return ActivityFile.objects.create(phase=phase, xml=make_xml(phase), published_by=by)


def make_xml(phase: Phase) -> str:
    """The file as text, kept nowhere. Raises ValidationError with all that stops it."""
    facts, left_out = gather_facts(phase)
    checked = check_activities(facts, left_out, Places(phase))
    if not may_be_made(checked):
        stopping = [(one.title, finding.text) for one in checked for finding in one.findings if finding.stops]
        raise ValidationError(
            [
                _("%(activity)s: %(what)s") % {"activity": isolated_names([title]), "what": text}
                for title, text in stopping
            ]
        )
    root = build_document(facts, made=timezone.now())
    if before := newest_file(phase):
        keep_unchanged_days(root, before.xml)
    xml = as_text(root)
    if wrong := violations(parse_xml(xml)):
        logger.error("The IATI file is not valid: %s", "; ".join(wrong))
        message = _(
            "The file would break an IATI rule. This is a fault of the site; please tell its administrators: %(why)s"
        )
        raise ValidationError(message % {"why": wrong[0]})
    return xml


# --- what is public, and what would be ----------------------------------------------------------------------------
def newest_file(phase: Phase) -> ActivityFile | None:
    """The one that is public."""
    return phase.activity_files.first()


def public_differences(phase: Phase) -> list[ActivityDifference]:
    """What the public file says otherwise than it is now; nothing where there is no file. While something is missing,
    only which activities it has too many or too few."""
    before = newest_file(phase)
    if before is None:
        return []
    facts, left_out = gather_facts(phase)
    if not may_be_made(check_activities(facts, left_out, Places(phase))):
        return missing_or_gone(before.xml, facts)
    return differences(before.xml, build_document(facts, made=timezone.now()))


@due.register("IATI files that are no longer right")
def renew() -> int:
    """Makes those anew that differ and can be made; how many that were."""
    renewed = 0
    for phase in Phase.objects.filter(activity_files__isnull=False).distinct():
        if public_differences(phase):
            try:
                publish(phase, by=None)
            except ValidationError as error:
                logger.warning("The IATI file of %s cannot be made anew: %s", phase, "; ".join(error.messages))
            else:
                renewed += 1
    return renewed


def can_be_made(phase: Phase) -> bool:
    facts, left_out = gather_facts(phase)
    return may_be_made(check_activities(facts, left_out, Places(phase)))


@waiting.register
def files_to_renew(user) -> Iterable[waiting.Waiting]:
    """Only what the daily work could not do: else the file is right by tomorrow."""
    if not is_mne(user):
        return
    for phase in Phase.objects.filter(activity_files__isnull=False).distinct():
        if not cached_until_change(("IATI file", phase.pk, timezone.localdate()), partial(can_be_made, phase)):
            yield waiting.Waiting(
                title=_("The IATI file of %(phase)s cannot be updated") % {"phase": isolated(phase.name)},
                text=_(
                    "The published file stays as it is, including anything that has changed or is no "
                    "longer public, until nothing is missing."
                ),
                action=_("See what is missing"),
                url=reverse("iati", args=[phase.pk]),
            )
