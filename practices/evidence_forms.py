"""The editors' forms for evidence and for what a city said by telephone."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.documents.models import Document
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.permissions import policy_registry

from cities.checking_in import LONGEST_TEXT
from core import languages
from core.fields import LONGEST
from core.form_references import Reference, VisibleReferencesMixin

from .assessing import MEANINGS
from .models import Assessment, Confirmation

NUMBER_OF_DOCUMENTS = 3
BECOMES_PUBLIC = _("Published together with the level.")


def level_choices() -> list[tuple[int, str]]:
    return [
        (level.value, format_html("<span><b>{} – {}.</b> {}</span>", level.value, level.label, MEANINGS[level]))
        for level in Assessment.Level
    ]


class AssessmentForm(VisibleReferencesMixin, forms.Form):
    """A level, each with its meaning; a reason; documents, from among those that the person may choose."""

    level = forms.TypedChoiceField(
        label=_("Evidence level"), choices=level_choices, coerce=int, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=_("Why this level"),
        max_length=LONGEST,
        widget=AdminAutoHeightTextInput,
        help_text=_(
            "Published beside the level; in English, French, Spanish or Arabic. For example: asked "
            "300 users before and after; no comparison group."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=languages.OWN_NAMES.items())

    def __init__(self, *args, proposed: QuerySet[Document], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offered = proposed
        self.fields["language"].initial = languages.current()
        if proposed.exists():
            self.fields["proposed"] = forms.ModelMultipleChoiceField(
                proposed,
                label=_("Documents proposed by the city"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=BECOMES_PUBLIC,
            )
        policy = policy_registry.get_by_type(Document)
        choosable = policy.instances_user_has_permission_for(self.for_user, "choose")
        number = NUMBER_OF_DOCUMENTS if policy.user_has_permission(self.for_user, "choose") else 0
        for at in range(1, number + 1):
            self.fields[f"document_{at}"] = forms.ModelChoiceField(
                choosable,
                label=_("Document %(number)s") % {"number": at},
                required=False,
                widget=AdminDocumentChooser,
                help_text=BECOMES_PUBLIC,
            )

    def known_before(self) -> set[Reference]:
        """What the city proposes is shown to who assesses, whoever's it is."""
        return super().known_before() | {Reference.to(Document, document.pk) for document in self.offered}

    def documents(self) -> list[Document]:
        chosen = [self.cleaned_data.get(name) for name in self.fields if name.startswith("document_")]
        return [*self.cleaned_data.get("proposed", ()), *(document for document in chosen if document)]


class ProposalForm(VisibleReferencesMixin, forms.Form):
    """A document of the city's own, and what it shows."""

    document = forms.ModelChoiceField(
        Document.objects.none(),
        label=_("Document"),
        widget=AdminDocumentChooser,
        help_text=_("It is published only when a level of evidence is based on it."),
    )
    why = forms.CharField(
        label=_("What it shows"),
        max_length=LONGEST,
        widget=AdminAutoHeightTextInput,
        help_text=_("For example: the survey of 2024, before and after the desk opened."),
    )

    def __init__(self, *args, choosable: QuerySet[Document], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = choosable


class ConfirmationForm(forms.Form):
    """What a city answered by telephone or letter."""

    answer = forms.ChoiceField(label=_("Answer"), choices=Confirmation.Answer.choices, widget=forms.RadioSelect)
    by_role = forms.CharField(
        label=_("Who answered"),
        max_length=120,
        help_text=_("A role, not a person; public. For example: migration officer, by telephone."),
    )
    text = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=AdminAutoHeightTextInput,
        help_text=_("Kept in the page's history; not public."),
    )
