"""Steps of evaluations and commitments as their history tells them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from core import languages
from evaluations.commitments.committing import COMMITTED, FOLLOWED, TAKEN_BACK

from .evaluating import PUBLISHED, SENT_BACK, SUBMITTED, WITHDRAWN
from .peers import ANSWERED, INVITED

PLAIN = {
    SUBMITTED: pgettext_lazy("an evaluation", "Sent to the editors"),
    SENT_BACK: pgettext_lazy("an evaluation", "Returned for correction"),
    PUBLISHED: pgettext_lazy("an evaluation", "Published"),
    WITHDRAWN: pgettext_lazy("an evaluation", "Withdrawn"),
    COMMITTED: pgettext_lazy("a commitment", "Published"),
    FOLLOWED: gettext_lazy("Status changed"),
    TAKEN_BACK: pgettext_lazy("a commitment", "Withdrawn"),
}


class PeerEvaluationAsked(LogFormatter):
    label = gettext_lazy("Peer asked")

    def format_message(self, log_entry) -> str:
        return _("Asked a colleague to evaluate as a peer (%(city)s)") % {"city": _city(log_entry)}


class PeerEvaluationAnswered(LogFormatter):
    label = gettext_lazy("Peer answered")

    def format_message(self, log_entry) -> str:
        return _("The peer answered (%(city)s)") % {"city": _city(log_entry)}


def _city(log_entry) -> str:
    return log_entry.data["city"].get(languages.current(), "")


@hooks.register("register_log_actions")
def register_steps(actions) -> None:
    for action, label in PLAIN.items():
        actions.register_action(action, label, label)
    actions.register_action(INVITED)(PeerEvaluationAsked)
    actions.register_action(ANSWERED)(PeerEvaluationAnswered)
