"""Setting evidence and recording a confirmation in the editors' interface. Both add; nothing edits or deletes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.documents.models import Document

from accounts.models import User
from accounts.roles import Role, holds
from core.visibility import visible_in_admin

from .assessing import assess, documents_of, may_assess, may_propose, propose
from .confirming import confirm
from .evidence_forms import AssessmentForm, ConfirmationForm, ProposalForm
from .models import PracticePage, ProposedEvidence


@dataclass(frozen=True)
class EarlierEntry:
    """Something that was said before: an assessment, a proposal, a confirmation."""

    on: date
    what: str
    by: str
    text: str = ""
    documents: tuple[Document, ...] = ()


def _name_of(user: User | None) -> str:
    return user.get_full_name() or user.get_username() if user else ""


def _entries_of(proposals: QuerySet[ProposedEvidence]) -> list[EarlierEntry]:
    return [
        EarlierEntry(
            one.on,
            _("Proposed by the city") if one.assessed is None else _("Proposed, assessed since then"),
            by=_name_of(one.by),
            text=one.why,
            documents=(one.document,),
        )
        for one in proposals.select_related("document", "by")
    ]


class PracticeFormView(WagtailAdminTemplateMixin, FormView):
    """A form about one practice (`page_id`) that the person may know of, with what was said before."""

    template_name = "practices/admin/evidence_form.html"

    def has_permission(self) -> bool:
        return may_assess(self.request.user)

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not self.has_permission():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def practice(self) -> PracticePage:
        known = PracticePage.objects.filter(pk__in=visible_in_admin(self.request.user).values("pk"))
        return get_object_or_404(known, pk=self.kwargs["page_id"])

    def get_page_subtitle(self) -> str:
        return self.practice.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, {"url": reverse("evidence"), "label": _("Evidence")}, here]

    def form_valid(self, form) -> HttpResponse:
        try:
            self.record(form)
        except ValidationError as wrong:
            form.add_error(None, wrong)
            return self.form_invalid(form)
        messages.success(self.request, self.success_message)
        return redirect(self.request.path)

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "practice": self.practice,
            "entries": self.entries(),
            "submit_button_label": self.submit_label,
            "media": context["form"].media,
        }


class AssessView(PracticeFormView):
    page_title = gettext_lazy("Set evidence level")
    header_icon = "check"
    form_class = AssessmentForm
    submit_label = gettext_lazy("Set this level")
    success_message = gettext_lazy("The level is now on the page. Earlier levels are kept.")

    def get_form_kwargs(self) -> dict[str, Any]:
        proposed = Document.objects.filter(pk__in=self._open_proposals().values("document"))
        return {**super().get_form_kwargs(), "for_user": self.request.user, "proposed": proposed}

    def _open_proposals(self) -> QuerySet[ProposedEvidence]:
        return self.practice.proposed_evidence.filter(assessed__isnull=True)

    def record(self, form: AssessmentForm) -> None:
        said = {name: form.cleaned_data[name] for name in ("level", "why", "language")}
        assess(practice=self.practice, by=self.request.user, documents=form.documents(), **said)

    def entries(self) -> list[EarlierEntry]:
        assessments = self.practice.assessments.select_related("by").prefetch_related("documents")
        return [
            *_entries_of(self._open_proposals()),
            *(
                EarlierEntry(
                    one.on,
                    f"{one.level} – {one.get_level_display()}",
                    by=_name_of(one.by),
                    text=one.why,
                    documents=tuple(one.documents.all()),
                )
                for one in assessments
            ),
        ]


class ProposeView(PracticeFormView):
    """A city offers a document as evidence for a practice of its own."""

    page_title = gettext_lazy("Propose evidence")
    header_icon = "doc-full"
    form_class = ProposalForm
    submit_label = gettext_lazy("Send to the editors")
    success_message = gettext_lazy("It has been sent to the editors.")

    def has_permission(self) -> bool:
        return may_propose(self.request.user, self.practice)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user, "choosable": documents_of(self.practice)}

    def record(self, form: ProposalForm) -> None:
        propose(practice=self.practice, by=self.request.user, **form.cleaned_data)

    def entries(self) -> list[EarlierEntry]:
        return _entries_of(self.practice.proposed_evidence.all())


class RecordConfirmationView(PracticeFormView):
    """An editor writes down what the city said. M&E officers assess, they do not speak for cities."""

    page_title = gettext_lazy("Record a confirmation")
    header_icon = "history"
    form_class = ConfirmationForm
    submit_label = gettext_lazy("Record this answer")
    success_message = gettext_lazy("The answer is now on the page. Earlier answers are kept.")

    def has_permission(self) -> bool:
        return holds(self.request.user, Role.EDITOR)

    def record(self, form: ConfirmationForm) -> None:
        confirm(practice=self.practice, recorded_by=self.request.user, **form.cleaned_data)

    def entries(self) -> list[EarlierEntry]:
        confirmations = self.practice.confirmations.all()
        return [EarlierEntry(one.on, one.get_answer_display(), by=one.by_role) for one in confirmations]
