"""The form of the three questions after a session."""

from __future__ import annotations

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from core.numbers import display_number

from .feedback import RATINGS
from .models import Feedback

MOST_WORDS = 2000
"""Characters."""


def ratings_in_words() -> list[tuple[int, str]]:
    """The numbers, the first and the last with what they mean."""
    ends = {
        RATINGS[0]: pgettext("a rating", "%(number)s: not useful"),
        RATINGS[-1]: pgettext("a rating", "%(number)s: very useful"),
    }
    return [(rating, ends.get(rating, "%(number)s") % {"number": display_number(rating)}) for rating in RATINGS]


def uses_in_words() -> list[tuple[str, str]]:
    return [(code, capfirst(str(label))) for code, label in Feedback.Use.choices]


class FeedbackForm(forms.ModelForm):
    """The instance is filled in but not saved: that is `feedback.give_feedback`."""

    rating = forms.TypedChoiceField(
        label=_("How useful was this session for your work?"),
        choices=ratings_in_words,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a number from 1 to 5.")},
    )
    will_use = forms.ChoiceField(
        label=_("Will you use what you learned?"),
        choices=uses_in_words,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three answers.")},
    )
    learned = forms.CharField(
        label=_("One thing you learned"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("The team of the session reads this, without your name. Please name nobody, yourself included."),
    )

    class Meta:
        model = Feedback
        fields = ["rating", "will_use", "learned"]
