"""Model fields that several rooms use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from core import hosts
from core.date_fields import known_zone, zones_offered

from .listing import listed


class CodesField(models.JSONField):
    """Several codes out of a list, kept as a JSON array. For facts one never filters by in SQL.

    Codes are stored, never labels: `choices` gives the labels. An unknown code raises `ValidationError`.
    """

    def __init__(self, *args, codes: Iterable[tuple[str, object]] = (), **kwargs) -> None:
        self.codes = list(codes)
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def validate(self, value, model_instance) -> None:
        super().validate(value, model_instance)
        unknown = set(value or []) - {code for code, _label in self.codes}
        if unknown:
            raise ValidationError(_("Unknown: %(codes)s"), params={"codes": listed(sorted(unknown))})

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            choices=self.codes,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name.capitalize()),
            help_text=kwargs.get("help_text", self.help_text),
            widget=forms.CheckboxSelectMultiple,
        )

    def labels_of(self, instance: models.Model) -> list[object]:
        """The labels of what `instance` has, in the order of the list."""
        chosen = set(getattr(instance, self.attname) or [])
        return [label for code, label in self.codes if code in chosen]


LONGEST = 50_000
"""Characters that whoever sends a text may send in one control; nobody writes as much by hand."""
LONGEST_WORD = 25
"""Characters, on an average: what has more in as many words is no text, and is not looked into any further."""


class LongTextField(models.TextField):
    """A text of any length to the database, and of at most `LONGEST` characters in a form, a draft's too."""

    def formfield(self, **kwargs):
        return super().formfield(**{"max_length": LONGEST, **kwargs})

    def deconstruct(self):
        """To the database it is a text: the limit may change without a migration."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class TimeZoneField(models.CharField):
    """An IANA name, chosen from a list; what is no name of a time zone raises `ValidationError`."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"max_length": 60, "blank": True, **kwargs})

    def deconstruct(self):
        """To the database it is a text."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def validate(self, value, model_instance) -> None:
        super().validate(value, model_instance)
        if value and known_zone(value) is None:
            raise ValidationError(_("There is no time zone “%(name)s”."), params={"name": value})

    def formfield(self, **kwargs):
        choices = [("", "—"), *((name, name.replace("_", " ")) for name in zones_offered())]
        return forms.ChoiceField(
            choices=choices,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name.capitalize()),
            help_text=kwargs.get("help_text", self.help_text),
        )


class MaxWords:
    """Refuses a text of more than `limit` words and says by how many it is too long.

    Characters first: counting words takes the longer the more is sent.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, text: str) -> None:
        if len(text) > self.limit * LONGEST_WORD:
            raise ValidationError(
                _("At most %(limit)s words and %(characters)s characters; this has %(written)s."),
                params={"limit": self.limit, "characters": self.limit * LONGEST_WORD, "written": len(text)},
            )
        written = len(text.split())
        if written > self.limit:
            raise ValidationError(
                _("At most %(limit)s words; this has %(written)s."), params={"limit": self.limit, "written": written}
            )


class ProseField(LongTextField):
    """A part of a subject's words: its guide text is the help text, and it has a limit of `words` or of `characters`.

    The database takes any length: a draft that is too long is kept, and what is sent on is not (see DraftForm).
    """

    def __init__(self, *args, words: int | None = None, characters: int | None = None, **kwargs) -> None:
        self.words, self.characters = words, characters
        super().__init__(*args, **{"blank": True, **kwargs})

    @property
    def validators(self) -> list:
        limits: list[Callable[[str], None]] = [MaxWords(self.words)] if self.words else []
        limits += [MaxLengthValidator(self.characters)] if self.characters else []
        return [*super().validators, *limits]

    def formfield(self, **kwargs):
        limit = format_lazy(_("At most {limit} words."), limit=self.words) if self.words else ""
        field = super().formfield(**{"help_text": format_lazy("{} {}", self.help_text, limit), **kwargs})
        if self.words:
            field.widget.attrs.update(counted_in_words(self.words))
        if self.characters:
            field.widget.attrs.update({"rows": 3, **counted_in_characters(self.characters)})
        return field


class DraftForm(hosts.AdminForm):
    """Inherit before Wagtail's form of a page: no limit of length keeps a draft from being saved.

    The limits bind where Wagtail's required fields do: when the page is sent for review or published. And a version
    that somebody else saved meanwhile is not written over without a word: Wagtail compares only what a script sends.
    """

    def is_valid(self) -> bool:
        """A reviewer who sends a text back does so for what is wrong with it."""
        if self.data.get("action-workflow-action") and self.data.get("workflow-action-name") == "reject":
            self.defer_required_fields()
            self.instance.is_sent_back = True
        return super().is_valid()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        newest, seen = self.instance.latest_revision, self.data.get("loaded_revision_id")
        if newest and seen and str(newest.pk) != seen and newest.user_id != getattr(self.for_user, "pk", None):
            who, day = newest.user or _("Somebody"), date_format(localtime(newest.created_at), "SHORT_DATETIME_FORMAT")
            text = _("%(who)s saved a newer version on %(day)s. Your text is still here; save again to replace theirs.")
            self.add_error(None, ValidationError(text, code="newer_version", params={"who": who, "day": day}))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        excluded = super()._get_validation_exclusions()
        if self.is_deferred_validation:
            excluded |= {field.name for field in self.instance._meta.fields if isinstance(field, ProseField)}
        return excluded


def counted_in_words(limit: int) -> dict[str, Any]:
    """Attributes of a control whose words are counted while one writes (static/js/admin-writing.js)."""
    return {"data-words-at-most": limit, "data-counted": _("{written} of {limit} words")}


def counted_in_characters(limit: int) -> dict[str, Any]:
    return {"data-characters-at-most": limit, "data-counted": _("{written} of {limit} characters")}
