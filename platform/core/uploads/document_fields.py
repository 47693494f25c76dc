"""Sending a document with another form than Wagtail's: held to the same rules."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from . import documents


class DocumentField(forms.FileField):
    """A file of `documents.KINDS`, read before it is believed."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join(f".{kind}" for kind in documents.KINDS)

    def clean(self, data, initial=None) -> UploadedFile | None:
        upload = super().clean(data, initial)
        if data:
            most = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
            if data.size > most:
                raise forms.ValidationError(
                    _("This file is too big: at most %(size)s.") % {"size": filesizeformat(most)}
                )
            documents.check(data)
        return upload
