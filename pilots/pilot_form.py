"""The form of a pilot: under a city its address begins with "pilot-", by itself."""

from __future__ import annotations

from cities.models import CityPage
from core.subject_form import SubjectForm
from practices.practice_form import PILOT_MARK


class PilotForm(SubjectForm):
    def address(self, wanted: str) -> str:
        if not issubclass(self.parent_page.specific_class, CityPage):
            return wanted
        return PILOT_MARK + wanted.removeprefix(PILOT_MARK)
