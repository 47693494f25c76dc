"""The forms through which every file comes: see `WAGTAILIMAGES_IMAGE_FORM_BASE` and its like in the settings."""

from __future__ import annotations

from pathlib import PurePath
from typing import cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtail.images.models import Image

from ..listing import listed
from . import documents
from .fixed_files import FixedFileMixin
from .pictures import PictureField
from .renditions import make_renditions


def _in_place_of(field: forms.FileField) -> PictureField:
    """Wagtail chooses the field's class in a place that has no setting."""
    return PictureField(label=field.label, required=field.required, widget=field.widget)


class ImageForm(FixedFileMixin, BaseImageForm):
    judged = ("file",)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"] = _in_place_of(cast(forms.FileField, self.fields["file"]))
        if "description" in self.fields:
            self._require_alternative_text(self.fields["description"])
        if self.instance.pk is None and self.instance.title:  # so far the file's name
            self.initial["title"] = PurePath(self.instance.title).stem

    def save(self, commit: bool = True) -> Image:  # noqa: FBT001, FBT002 (Django's signature)
        """In place of another file: Wagtail deletes the renditions of the one before only now."""
        image = super().save(commit=commit)
        if commit and "file" in self.changed_data:
            make_renditions.enqueue(image.pk)
        return image

    def _require_alternative_text(self, description: forms.Field) -> None:
        description.required = True
        description.label = _("Alternative text")
        description.help_text = _(
            "What the picture shows, in one sentence. It is read aloud to people who cannot see the picture."
        )


class DocumentForm(FixedFileMixin, BaseDocumentForm):
    judged = ("file", "title")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            file = self.fields["file"]
            file.widget.attrs["accept"] = ",".join(f".{kind}" for kind in documents.KINDS)
            kinds = _("You can send: %(kinds)s.") % {"kinds": listed(documents.KINDS).upper()}
            file.help_text = f"{kinds} {file.help_text}"

    def clean_file(self) -> UploadedFile:
        if "file" in self.changed_data:
            documents.check(self.cleaned_data["file"])
        return self.cleaned_data["file"]


class ProfilePictureForm(AvatarPreferencesForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["avatar"] = _in_place_of(self.fields["avatar"])
