"""Two short forms: whom to ask, and what the peer says."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cities.peer_fields import PeerField

from .models import PracticePage
from .peer_reviewing import possible_reviewers


class AskPeerForm(forms.Form):
    reviewer = PeerField(
        label=_("Who should read it"),
        help_text=_("A colleague in another city. They see this draft as it is now, and nothing else from your city."),
        empty_label=_("Choose a colleague"),
    )
    note = forms.CharField(
        label=_("What to look at"),
        help_text=_("For example: is it clear to somebody who does not know our country?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *args, practice: PracticePage, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = possible_reviewers(practice)


class PeerReviewForm(forms.Form):
    answer = forms.CharField(
        label=_("What would you ask, or change?"),
        help_text=_("Write as you would to a colleague. The city’s authors and the editors read it beside the draft."),
        max_length=8000,
        widget=forms.Textarea({"rows": 10, "dir": "auto"}),
    )
