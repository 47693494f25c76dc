"""How evidence and confirmations read in a page's history."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from .freshness import speaker
from .models import Confirmation


class Assessed(LogFormatter):
    label = gettext_lazy("Set evidence level")

    def format_message(self, entry) -> str:
        return _("Evidence level set to %(level)s") % {"level": entry.data.get("level")}

    def format_comment(self, entry) -> str:
        return entry.data.get("why", "")


class Proposed(LogFormatter):
    label = gettext_lazy("Propose evidence")
    message = gettext_lazy("A document proposed as evidence")

    def format_comment(self, entry) -> str:
        return entry.data.get("why", "")


class Confirmed(LogFormatter):
    label = gettext_lazy("Say whether it is still true")

    def format_message(self, entry) -> str:
        answer = dict(Confirmation.Answer.choices).get(entry.data.get("answer"), "")
        said = {"answer": answer, "role": speaker(entry.data.get("by_role", ""), _("the city"))}
        # Translators: the role that gave an answer, and the answer, such as "still true"
        return _("%(role)s: %(answer)s") % said

    def format_comment(self, entry) -> str:
        return entry.data.get("text", "")


FORMATTERS = {
    "practices.assess": Assessed,
    "practices.propose_evidence": Proposed,
    "practices.confirm": Confirmed,
}
