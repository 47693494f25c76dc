"""The one-minute form: what its indicator asks for, and nothing else. Only sending it asks for what must be there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection

from accounts.models import User
from core import languages
from core.numbers import NumberField
from monitoring.measuring import Entry
from monitoring.models import CATEGORIES, Category, Dimension, Measurement, Period
from monitoring.wording import display_in_measure

from .attaching import sent_by
from .measure_fields import MeasureFields, value_field

PART = "part_{dimension}_{category}"


@dataclass(frozen=True)
class DimensionFields:
    """The parts of the value by one dimension, each a field."""

    label: str
    fields: list[BoundField]


class DraftValueForm(MeasureFields):
    """Takes what is there. `current` is what stands for the period; a correction also says why it is made, or answers
    the officer who asks for it (`asked`). Uploads are kept before (`attaching.attach`): here they are only named."""

    use_required_attribute = False  # a draft may be incomplete
    is_sent = False

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict | None = None,
        *,
        period: Period,
        current: Measurement | None,
        corrects: bool,
        asked: bool,
        collection: Collection,
        by: User,
        **kwargs,
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.indicator, self.current, self.collection, self.by = period.line.indicator, current, collection, by
        self.must_say_why = corrects and not asked
        self._fit_to_the_indicator()
        days = {"start": date_format(period.starts), "end": date_format(period.ends)}
        self.fields["measured_on"].help_text = _("A day between %(start)s and %(end)s.") % days
        if not corrects:
            del self.fields["reason"]
        elif asked:
            self.fields["reason"].label = _("Your answer to the M&E officer")
            self.fields["reason"].help_text = _("Not published. If the value is right as it is, explain why here.")
        for name, must in (
            ("value", True),
            ("narrative", self.must_say_in_words),
            ("reason", self.must_say_why),
        ):
            if name in self.fields:
                self.fields[name].required = must and self.is_sent
        self.fields["kept"].choices = [(document.pk, document.title) for document in self.documents.values()]

    def _fit_to_the_indicator(self) -> None:
        fields = {name: self.fields.pop(name) for name in list(self.fields)}
        if self.indicator.is_number:
            self.fields["value"] = value_field(self.indicator)
            self.fields["value"].error_messages["required"] = _("Enter the number.")
        for dimension, category in self.categories():
            label = capfirst(str(category.label))
            name = PART.format(dimension=dimension, category=category)
            self.fields[name] = NumberField(label=label, required=False, least=Decimal(0))
        self.fields.update(fields)
        if not self.indicator.dimensions:
            del self.fields["parts_comment"]
        if self.must_say_in_words:
            self.fields["narrative"].help_text = _(
                "The present situation, in your language. Public once approved; do not name anybody."
            )
            self.fields["narrative"].error_messages["required"] = _("Describe the present situation in words.")

    @property
    def must_say_in_words(self) -> bool:
        return not self.indicator.is_number

    def categories(self) -> Iterable[tuple[str, Category]]:
        return ((dimension, one) for dimension in self.indicator.dimensions for one in CATEGORIES[dimension])

    # --- what its template asks ------------------------------------------------------------------------------
    @property
    def dimensions(self) -> list[DimensionFields]:
        fields: dict[str, list[BoundField]] = {}
        for dimension, category in self.categories():
            fields.setdefault(dimension, []).append(self[PART.format(dimension=dimension, category=category)])
        return [DimensionFields(str(Dimension(dimension).label), found) for dimension, found in fields.items()]

    @property
    def has_more(self) -> bool:
        """Whether something stands in the part that is folded away."""
        folded = ("source_url", "document", "photo", "photo_description")
        return bool(
            self.documents or self.kept_photo or self["source_url"].value() or any(self[n].errors for n in folded)
        )

    # --- files -----------------------------------------------------------------------------------------------
    @cached_property
    def documents(self) -> dict[int, Document]:
        """Those that are there, and those that the person has just sent."""
        here = list(self.current.documents.all()) if self.current else []
        named = [key for key in self.data.getlist("kept") if key.isdecimal()] if self.is_bound else []
        if named:
            sent = sent_by(self.by, Document, self.collection).filter(pk__in=named)
            here += [document for document in sent if document not in here]
        return {document.pk: document for document in here}

    @cached_property
    def kept_photo(self) -> Image | None:
        """The photo that is there, or that the person has just sent."""
        if not self.is_bound:
            return self.current.photo if self.current else None
        key = self.data.get("photo_kept", "")
        if self.current and self.current.photo_id and key == str(self.current.photo_id):
            return self.current.photo
        return sent_by(self.by, Image, self.collection).filter(pk=key).first() if key.isdecimal() else None

    @property
    def photo_to_go_with_it(self) -> Image | None:
        return None if self.cleaned_data.get("photo_removed") else self.kept_photo

    # --- what was typed --------------------------------------------------------------------------------------
    def parts(self) -> dict[str, dict[str, Decimal]]:
        found: dict[str, dict[str, Decimal]] = {}
        for dimension, category in self.categories():
            number = self.cleaned_data.get(PART.format(dimension=dimension, category=category))
            if number is not None:
                found.setdefault(dimension, {})[category.value] = number
        return found

    def typed(self) -> list[tuple[str, str]]:
        """By label what was typed into a form that came too late, so that it can be copied."""
        return [
            (field.label, field.value()) for field in self if not field.is_hidden and isinstance(field.value(), str)
        ]

    def entry(self) -> Entry:
        """Of a form that was found good."""
        given, now, photo = self.cleaned_data, self.current, self.photo_to_go_with_it
        same_words = now is not None and now.narrative == given["narrative"]
        return Entry(
            value=given.get("value"),
            narrative=given["narrative"],
            language=now.language if same_words and now.narrative else languages.current(),
            measured_on=given["measured_on"],
            source=given["source"],
            source_url=given["source_url"],
            parts=self.parts(),
            parts_comment=given.get("parts_comment", ""),
            photo=photo,
            photo_description=given["photo_description"] if photo else "",
            documents=[self.documents[key] for key in given["kept"]],
            qualifier=now.qualifier if now is not None and now.value == given.get("value") else "",
        )

    def refuse(self, error: ValidationError) -> None:
        """What a verb refused, at its field where there is one."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            field = "parts_comment" if name == "parts" else name
            self.add_error(field if field in self.fields else None, errors)


class SendValueForm(DraftValueForm):
    """Asks for what must be there."""

    is_sent = True

    def clean(self) -> dict:
        """Parts that do not add up are refused with both numbers; the verb would only say that they do not."""
        given = super().clean()
        if self.photo_to_go_with_it and not given.get("photo_description"):
            self.add_error("photo_description", _("Describe the photo in one sentence."))
        if given.get("value") is None or given.get("parts_comment"):
            return given
        text = _(
            "By %(dimension)s the parts add up to %(total)s; the value is %(value)s. Correct "
            "one of them, or explain why."
        )
        for dimension, parts in self.parts().items():
            total = sum(parts.values())
            if total != given["value"]:
                numbers = {"total": total, "value": given["value"]}
                displayed = {name: display_in_measure(self.indicator, number) for name, number in numbers.items()}
                self.add_error("parts_comment", text % {"dimension": Dimension(dimension).label, **displayed})
        return given


def initial_of(current: Measurement | None, reason: str = "") -> dict:
    """What stands in the form of a value that was begun before, or is corrected."""
    if current is None:
        return {}
    parts = {PART.format(dimension=part.dimension, category=part.category): part.value for part in current.parts.all()}
    return {
        "value": current.value,
        **parts,
        "narrative": current.narrative,
        "measured_on": current.measured_on,
        "source": current.source,
        "source_url": current.source_url,
        "parts_comment": current.parts_comment,
        "kept": [document.pk for document in current.documents.all()],
        "photo_kept": current.photo_id,
        "photo_description": current.photo_description,
        "reason": reason,
    }
