"""The form of a practice: a draft may lack anything, what is sent for review or published may not."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.subject_form import SubjectForm

from .completeness import needed

PILOT_MARK = "pilot-"  # how addresses of pilots begin under a city
WRITE_IT = gettext_lazy("Write this part before you send the practice.")
ASKED_FOR = {
    "themes": gettext_lazy("Choose at least one theme before you send the practice."),
    "target_groups": gettext_lazy("Choose the target groups before you send the practice."),
    "status": gettext_lazy("Choose the status before you send the practice."),
}


class PracticeForm(SubjectForm):
    """Wagtail asks for required fields only where more is asked for than a draft to be kept."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.needed = () if self._leaves_words_alone() else self._needed()
        for name in self.needed:
            if name in self.fields:
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = ASKED_FOR.get(name, WRITE_IT)

    def address(self, wanted: str) -> str:
        return wanted.removeprefix(PILOT_MARK)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        asked = not self.is_deferred_validation
        if asked and "status" in self.needed and cleaned.get("status") == self.instance.Status.UNKNOWN:
            self.add_error("status", ValidationError(ASKED_FOR["status"], code="required"))
        if any(self.has_error(name, "required") for name in self.needed):
            self.add_error(None, _("The practice has not been sent yet. Nothing you wrote is lost."))
        return cleaned

    def _needed(self) -> tuple[str, ...]:
        page = self.instance
        public = type(page).objects.live().filter(pk=page.pk).first() if page.pk else None
        return needed(page, public, self.data.get("detail", "") if self.is_bound else "")

    def _leaves_words_alone(self) -> bool:
        """To stop a review, or to ask for changes, nothing need be written."""
        reviewed = self.data.get("action-workflow-action") and self.data.get("workflow-action-name") != "approve"
        return bool(self.data.get("action-cancel-workflow") or reviewed)
