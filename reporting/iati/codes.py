"""Code lists of the IATI Standard 2.03 that our file uses: https://iatistandard.org/en/iati-standard/203/codelists/"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SCHEMA = Path(__file__).parent / "schema"
NOT_IN_A_REFERENCE = re.compile(r"[/&|?\s]")
"""Signs that neither an organisation's reference nor an activity's identifier may have (rule of the standard)."""


@cache
def codelist(name: str) -> frozenset[str]:
    """The codes of one list. Raises KeyError for a list that the file does not use."""
    return frozenset(json.loads((SCHEMA / "codelists.json").read_text("utf-8"))[name])


class OrganisationType(models.TextChoices):
    """IATI OrganisationType."""

    GOVERNMENT = "10", _("government")
    LOCAL_GOVERNMENT = "11", _("local government")
    OTHER_PUBLIC = "15", _("other public body")
    INTERNATIONAL_NGO = "21", _("international civil society organisation")
    NATIONAL_NGO = "22", _("national civil society organisation")
    REGIONAL_NGO = "23", _("regional civil society organisation")
    PARTNER_NGO = "24", _("civil society organisation of the partner country")
    PARTNERSHIP = "30", _("public-private partnership")
    MULTILATERAL = "40", _("multilateral organisation")
    FOUNDATION = "60", _("foundation")
    PRIVATE = "70", _("private sector")
    PRIVATE_PROVIDER = "71", _("private sector of the donor country")
    PRIVATE_RECIPIENT = "72", _("private sector of the receiving country")
    PRIVATE_THIRD = "73", _("private sector of a third country")
    ACADEMIC = "80", _("academic, training and research body")
    OTHER = "90", pgettext_lazy("kind of organisation", "other")


class DateType(models.TextChoices):
    """IATI ActivityDateType."""

    PLANNED_START = "1"
    ACTUAL_START = "2"
    PLANNED_END = "3"
    ACTUAL_END = "4"


FUNDING, GENERAL, OBJECTIVES, PARENT, CHILD = "1", "1", "2", "1", "2"
UN_REGIONS, DAC_SECTORS, OWN_VOCABULARY = "2", "1", "99"
SDG_VOCABULARIES = {"sdg-goal": "2", "sdg-target": "3"}
WEB_PAGE, RESULTS_DOCUMENT = "A12", "A08"
