"""Two short forms: whom to ask, and what the peer says."""

from __future__ import annotations

from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy as _

from cities.models import Membership

from .models import PracticePage
from .peer_reviewing import possible_reviewers


class ReviewerChoices(forms.models.ModelChoiceIterator):
    """A group for each city, its people by name and role; never by address."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        for city, members in groupby(self.queryset, key=lambda member: member.city):
            yield (str(city.name), [self.choice(member) for member in members])


class ReviewerField(forms.ModelChoiceField):
    iterator = ReviewerChoices

    def label_from_instance(self, member: Membership) -> str:
        name = member.user.get_full_name() or member.user.get_username().partition("@")[0]
        return f"{name}, {member.get_role_display()}"


class AskForm(forms.Form):
    reviewer = ReviewerField(
        Membership.objects.none(),
        label=_("Who should read it"),
        help_text=_("A colleague of another city. They see this draft as it is now, and nothing else of your city."),
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


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("What would you ask, or change?"),
        help_text=_("Say it as you would to a colleague. The city’s writers and the editors read it beside the draft."),
        max_length=8000,
        widget=forms.Textarea({"rows": 10, "dir": "auto"}),
    )
