"""Makes the file and keeps it: only what passed the check, the schema and the rules of the standard."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from lxml import etree

from cities.models import Phase
from monitoring.models import ActivityFile

from .activities import document
from .checking import Checked, Places, checked, may_be_made
from .facts import ActivityFacts
from .findings import listed
from .gathering import gathered
from .validating import complaints, parsed

logger = logging.getLogger(__name__)
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def check(phase: Phase, *, user=None) -> list[Checked]:
    """What is missing, activity by activity. `user`: for whom the links are to be."""
    facts, left_out = gathered(phase)
    return checked(facts, left_out, Places(phase, user))


@transaction.atomic
def publish(phase: Phase, *, by) -> ActivityFile:
    """Makes the file and makes it the public one. Raises ValidationError with all that stops it."""
    return ActivityFile.objects.create(phase=phase, xml=made(phase), published_by=by)


def made(phase: Phase) -> str:
    """The file as text, kept nowhere. Raises ValidationError with all that stops it."""
    facts, left_out = gathered(phase)
    found = checked(facts, left_out, Places(phase))
    if not may_be_made(found):
        stopping = [(one.title, finding.text) for one in found for finding in one.findings if finding.stops]
        said = [_("%(activity)s: %(what)s") % {"activity": listed([title]), "what": text} for title, text in stopping]
        raise ValidationError(said)
    return _valid(facts)


def _valid(facts: Sequence[ActivityFacts]) -> str:
    root = document(facts, made=timezone.now())
    xml = DECLARATION + etree.tostring(root, encoding="unicode", pretty_print=True)
    if wrong := complaints(parsed(xml)):
        logger.error("The IATI file is not valid: %s", "; ".join(wrong))
        message = _("The file would break a rule of IATI. This is a fault of the site; tell whoever runs it: %(why)s")
        raise ValidationError(message % {"why": wrong[0]})
    return xml
