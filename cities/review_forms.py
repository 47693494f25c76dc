"""What a reviewer fills in, and what a writer reads while the page is with a reviewer."""

from __future__ import annotations

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.locks import WorkflowLock


class RequestChangesForm(forms.Form):
    """Changes are never requested without saying which."""

    comment = forms.CharField(
        label=gettext_lazy("What should change"),
        help_text=gettext_lazy(
            "The author reads this note on the page. Explain what is missing or unclear, and where."
        ),
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
        max_length=4000,
    )


class ReviewLock(WorkflowLock):
    """Says in plain words why one may only read."""

    def get_message(self, user) -> SafeString | None:
        if not self.for_user(user):
            return None
        return format_html(
            "<b>{}</b> {}", _("This page is in review."), _("You can edit it again when the review is finished.")
        )
