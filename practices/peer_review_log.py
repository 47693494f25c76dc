"""Peer reviews in the page's history."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from core import languages

from .peer_reviewing import ANSWERED, ASKED


class PeerAsked(LogFormatter):
    label = gettext_lazy("Peer review: asked")

    def format_message(self, log_entry) -> str:
        return _("Asked a colleague to read the draft (%(city)s)") % {"city": _city(log_entry)}


class PeerAnswered(LogFormatter):
    label = gettext_lazy("Peer review: answered")

    def format_message(self, log_entry) -> str:
        return _("A colleague answered (%(city)s)") % {"city": _city(log_entry)}


def _city(log_entry) -> str:
    return log_entry.data["city"].get(languages.current(), "")


def register_peer_reviews(actions) -> None:
    actions.register_action(ASKED)(PeerAsked)
    actions.register_action(ANSWERED)(PeerAnswered)
