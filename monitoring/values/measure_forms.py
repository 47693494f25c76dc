"""The one-minute form: what its indicator asks for, and nothing else. Only sending it asks for what must be there."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection

from core import languages
from core.numbers import NumberField
from monitoring.measuring import Entry
from monitoring.models import CATEGORIES, Category, Dimension, Measurement, Period
from monitoring.saying import number_said

from .attaching import keep_document, keep_photo, sent_by
from .measure_fields import MeasureFields, value_field

PART = "part_{dimension}_{category}"


class MeasureForm(MeasureFields):
    """`current` is what stands for the period; a correction also says why, or answers the officer who asks for it."""

    use_required_attribute = False  # a draft may be incomplete

    def __init__(
        self,
        data=None,
        files=None,
        *,
        period: Period,
        current: Measurement | None,
        corrects: bool,
        asked: bool = False,
        collection: Collection,
        by,
        **kwargs,
    ) -> None:
        super().__init__(data.copy() if data is not None else None, files, **kwargs)
        self.period, self.current, self.collection, self.by = period, current, collection, by
        self.indicator = period.line.indicator
        self._fit(corrects=corrects)
        if asked:
            self.fields["reason"].required = False
            self.fields["reason"].label = _("Your answer to the M&E officer")
            self.fields["reason"].help_text = _("Not published. Say it here if the value is right as it is.")
        self._offer_documents()

    def _fit(self, *, corrects: bool) -> None:
        fields = {name: self.fields.pop(name) for name in list(self.fields)}
        if self.indicator.is_number:
            self.fields["value"] = value_field(self.indicator)
            self.fields["value"].error_messages["required"] = _("Enter the number.")
        for dimension, category in self._categories():
            label = capfirst(str(category.label))
            name = PART.format(dimension=dimension, category=category)
            self.fields[name] = NumberField(label=label, required=False, least=Decimal(0))
        self.fields.update(fields)
        if not self.indicator.dimensions:
            del self.fields["parts_comment"]
        if not corrects:
            del self.fields["reason"]
        if not self.indicator.is_number:
            self.fields["narrative"].required = True
            self.fields["narrative"].help_text = _(
                "How it stands now, in your language. Public once approved; name no person."
            )
            self.fields["narrative"].error_messages["required"] = _("Say in words how it stands.")
        days = {"start": date_format(self.period.starts), "end": date_format(self.period.ends)}
        self.fields["measured_on"].help_text = _("A day between %(start)s and %(end)s.") % days

    def _categories(self) -> Iterable[tuple[str, Category]]:
        return ((dimension, one) for dimension in self.indicator.dimensions for one in CATEGORIES[dimension])

    def _offer_documents(self) -> None:
        """Those that are there, and those that the person has just sent."""
        here = list(self.current.documents.all()) if self.current else []
        named = [key for key in self.data.getlist("kept") if key.isdecimal()] if self.is_bound else []
        if named:
            sent = sent_by(self.by, Document, self.collection).filter(pk__in=named)
            here += [document for document in sent if document not in here]
        self.documents = {document.pk: document for document in here}
        self.fields["kept"].choices = [(document.pk, document.title) for document in here]

    # --- what was typed --------------------------------------------------------------------------------------
    def check(self, *, sending: bool) -> bool:
        """A draft may lack what must be there when it is sent."""
        must = [field for field in self.fields.values() if field.required]
        for field in must:
            field.required = sending
        self.sending = sending
        good = self.is_valid()
        for field in must:
            field.required = True
        return good

    def clean(self) -> dict:
        """Parts that do not add up are told with both numbers; the verb would only say that they do not."""
        given = super().clean()
        if self.sending and self.photo_sent and not given.get("photo_description"):
            self.add_error("photo_description", _("Say in one sentence what the photo shows."))
        if self.sending and given.get("value") is not None and not given.get("parts_comment"):
            for dimension, parts in self.parts().items():
                total = sum(parts.values())
                if total != given["value"]:
                    self._say_difference(dimension, total, given["value"])
        return given

    def _say_difference(self, dimension: str, total: Decimal, value: Decimal) -> None:
        text = _("By %(dimension)s the parts make %(total)s; the value is %(value)s. Correct one of them, or say why.")
        told = {"total": number_said(self.indicator, total), "value": number_said(self.indicator, value)}
        self.add_error("parts_comment", text % {"dimension": Dimension(dimension).label, **told})

    def parts(self) -> dict[str, dict[str, Decimal]]:
        found: dict[str, dict[str, Decimal]] = {}
        for dimension, category in self._categories():
            number = self.cleaned_data.get(PART.format(dimension=dimension, category=category))
            if number is not None:
                found.setdefault(dimension, {})[category.value] = number
        return found

    @property
    def dimensions(self) -> list[dict]:
        """The parts as fields, by dimension."""
        names: dict[str, list] = {}
        for dimension, category in self._categories():
            names.setdefault(dimension, []).append(self[PART.format(dimension=dimension, category=category)])
        return [{"label": Dimension(dimension).label, "fields": fields} for dimension, fields in names.items()]

    def put(self, name: str, value: str) -> None:
        """What stands in a field, after what was typed."""
        self.data[name] = value

    @property
    def has_more(self) -> bool:
        """Whether something stands in the part that is folded away."""
        folded = ("source_url", "document", "photo", "photo_description")
        return bool(
            self.documents or self.kept_photo or self["source_url"].value() or any(self[n].errors for n in folded)
        )

    # --- files -----------------------------------------------------------------------------------------------
    @property
    def photo_sent(self) -> bool:
        return bool(self.cleaned_data.get("photo") or (self.kept_photo and not self.cleaned_data.get("photo_removed")))

    @cached_property
    def kept_photo(self) -> Image | None:
        """The photo that is there, or that the person has just sent."""
        if not self.is_bound:
            return self.current.photo if self.current else None
        key = self.data.get("photo_kept", "")
        if self.current and self.current.photo_id and key == str(self.current.photo_id):
            return self.current.photo
        return sent_by(self.by, Image, self.collection).filter(pk=key).first() if key.isdecimal() else None

    def keep_files(self) -> None:
        """Whatever else is wrong: a browser forgets a file when the form comes back."""
        upload, photo = self.cleaned_data.get("document"), self.cleaned_data.get("photo")
        if upload:
            document = keep_document(upload, collection=self.collection, by=self.by)
            self.data.appendlist("kept", str(document.pk))
            self._offer_documents()
            self.cleaned_data["kept"] = [*self.cleaned_data.get("kept", []), document.pk]
        if photo:
            self.kept_photo = keep_photo(photo, collection=self.collection, by=self.by)
            self.put("photo_kept", str(self.kept_photo.pk))

    def _photo(self) -> Image | None:
        removed = self.cleaned_data["photo_removed"] and not self.cleaned_data.get("photo")
        return None if removed else self.kept_photo

    def entry(self) -> Entry:
        """Of a form that was found good."""
        given, now = self.cleaned_data, self.current
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
            photo=(photo := self._photo()),
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
