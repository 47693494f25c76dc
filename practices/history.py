"""How what is done to a practice reads in its page's history."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from core import languages

from .merging import ABSORBED, MERGED
from .models import Confirmation
from .peer_reviewing import ANSWERED, ASKED
from .wording import display_role


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
    label = gettext_lazy("Confirm whether it is up to date")

    def format_message(self, entry) -> str:
        answer = dict(Confirmation.Answer.choices).get(entry.data.get("answer"), "")
        role = display_role(entry.data.get("by_role", ""), _("the city"))
        # Translators: the role that gave an answer, and the answer, such as "still true"
        return _("%(role)s: %(answer)s") % {"answer": answer, "role": role}

    def format_comment(self, entry) -> str:
        return entry.data.get("text", "")


class Merged(LogFormatter):
    label = gettext_lazy("Merge")

    def format_message(self, entry) -> str:
        return _("Took over the facts of “%(title)s”") % entry.data["other"]


class Absorbed(LogFormatter):
    label = gettext_lazy("Merge into another")

    def format_message(self, entry) -> str:
        return _("Merged into “%(title)s”") % entry.data["other"]


class PeerReviewAsked(LogFormatter):
    label = gettext_lazy("Peer review: asked")

    def format_message(self, entry) -> str:
        return _("Asked a colleague to read the draft (%(city)s)") % {"city": _city_of_peer(entry)}


class PeerReviewAnswered(LogFormatter):
    label = gettext_lazy("Peer review: answered")

    def format_message(self, entry) -> str:
        return _("A colleague answered (%(city)s)") % {"city": _city_of_peer(entry)}


def _city_of_peer(entry) -> str:
    return entry.data["city"].get(languages.current(), "")


FORMATTERS = {
    "practices.assess": Assessed,
    "practices.propose_evidence": Proposed,
    "practices.confirm": Confirmed,
    MERGED: Merged,
    ABSORBED: Absorbed,
    ASKED: PeerReviewAsked,
    ANSWERED: PeerReviewAnswered,
}
