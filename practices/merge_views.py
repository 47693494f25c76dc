"""Merging in the editors' interface: first into which, then what will move, then it is done."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser

from core.form_references import VisibleReferencesMixin

from .merging import may_merge, merge, moves, refuse
from .models import PracticePage


class MergeForm(VisibleReferencesMixin, forms.Form):
    """Raises no error that `merge` would not: it asks before."""

    into = forms.ModelChoiceField(
        PracticePage.objects.live(),
        label=gettext_lazy("The practice to keep"),
        widget=AdminPageChooser(target_models=[PracticePage]),
        error_messages={"invalid_choice": gettext_lazy("Choose a published practice.")},
    )

    def __init__(self, *args, absorbed: PracticePage, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.absorbed = absorbed

    def clean_into(self) -> PracticePage:
        kept = self.cleaned_data["into"]
        if not may_merge(self.for_user, kept):
            raise ValidationError(_("You cannot publish this practice, so you cannot merge another one into it."))
        refuse(kept=kept, absorbed=self.absorbed)
        return kept


def merge_practice(request: HttpRequest, page_id: int) -> HttpResponse:
    """Nothing moves by a GET. Raises PermissionDenied for who may not publish the practice."""
    absorbed = get_object_or_404(PracticePage, pk=page_id)
    if not may_merge(request.user, absorbed):
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    form = MergeForm(asked if "into" in asked else None, absorbed=absorbed, for_user=request.user)
    kept = form.cleaned_data["into"] if form.is_valid() else None
    if kept and request.method == "POST":
        try:
            merge(kept=kept, absorbed=absorbed, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            done = _(
                "“%(title)s” has been merged into this practice. Read it through: texts and figures were not combined."
            )
            messages.success(request, done % {"title": absorbed.get_admin_display_title()})
            return redirect("wagtailadmin_pages:edit", kept.pk)
    context = {"page": absorbed, "kept": kept, "form": form, "moves": moves(absorbed) if kept else []}
    return render(request, "practices/admin/merge.html", context)
