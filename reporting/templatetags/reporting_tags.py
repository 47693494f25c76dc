"""What this room shows on the pages of monitoring."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from cities.models import Phase
from core.caching import cached_until_change
from core.display import Link
from reporting.models import ActivityFile

register = template.Library()


@register.simple_tag
def files_of(phase: Phase) -> list[Link]:
    """`{% files_of phase as files %}`: the numbers of a phase to take along, the IATI file only where one
    was published."""
    asked = f"?phase={phase.number}"
    files = [Link(kind.upper(), reverse("results_file", args=[kind]) + asked) for kind in ("csv", "xlsx")]
    if cached_until_change(("has an IATI file", phase.pk), ActivityFile.objects.filter(phase=phase).exists):
        files.append(Link(_("IATI file"), reverse("iati_file") + asked))
    return files
