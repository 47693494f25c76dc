"""Files that come with a value: looked into as all uploads are, kept in the city's own collection.

A document is read by those who may see a value it belongs to, and so is a photo, at an address of the value's own.
"""

from __future__ import annotations

from pathlib import PurePath

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection
from wagtail.query import PageQuerySet

from accounts.models import User
from cities.models import CityPage
from cities.offices import open_city_office
from core.limits import DAY, Limit
from core.uploads import documents
from core.uploads.fixed_files import register_reason_to_stay
from core.uploads.pictures import PictureField
from core.uploads.serving import register_publishing_pages, register_reason_to_read
from monitoring.models import Measurement, State
from monitoring.publication import published_of

PROGRAMME = "Monitoring"
"""The collection of values that are of no city."""


@register_reason_to_read
def belongs_to_a_value_that_is_seen(document: Document, request: HttpRequest) -> bool:
    """With a public value it is public, unless one is withheld; else it is its city's and the M&E officers'."""
    with_it = Measurement.objects.filter(documents=document)
    if with_it.whole_for(request.user).exists():
        return True
    return with_it.public().exists() and not comes_with_a_withheld_value(document)


def comes_with_a_withheld_value(document: Document) -> bool:
    """Of those that would be public: a list that was sent with several values tells of each."""
    public = Measurement.objects.public().filter(documents=document).select_related("period__line__indicator")
    return any(one.hides_its_company for one in published_of(public).values())


@register_publishing_pages
def no_page_publishes_what_is_withheld(document: Document, pages: PageQuerySet) -> PageQuerySet:
    """Whoever published the page has not asked what else it came with."""
    return pages.none() if comes_with_a_withheld_value(document) else pages


@register_reason_to_stay
def was_judged_with_a_value(file: Document | Image) -> bool:
    """Or waits for it. A draft's and a returned value's are its city's to change."""
    with_it = {"photo": file} if isinstance(file, Image) else {"documents": file}
    return Measurement.objects.filter(**with_it).exclude(state__in=(State.DRAFT, State.RETURNED)).exists()


class ValueDocumentField(WagtailDocumentField):
    """Refuses what is too large, of a kind that we do not take, or not what it is called."""

    widget = forms.FileInput

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join(f".{kind}" for kind in documents.KINDS)

    def to_python(self, data) -> UploadedFile | None:
        upload = super().to_python(data)
        if upload is not None:
            documents.check(upload)
        return upload


def collection_of(city: CityPage | None) -> Collection:
    if city is not None:
        return open_city_office(city).collection
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=PROGRAMME).first() or root.add_child(instance=Collection(name=PROGRAMME))


UPLOADS = Limit("upload", 100, DAY)
"""By one person: files of a form that is refused are kept, because a browser forgets them."""


def attach(data: QueryDict, files: MultiValueDict, *, collection: Collection, by: User) -> None:
    """Keeps what was uploaded with the form of a value, whatever else may be wrong in it: a browser forgets a file when
    a form comes back. From now on the form names it, as it names what was kept before (`kept`, `photo_kept`).

    What is refused stays among the files: its field says why. Raises PermissionDenied to who sends too many.
    """
    if document := _accepted(ValueDocumentField(required=False), files, "document"):
        data.appendlist("kept", str(_keep(document, Document, collection=collection, by=by).pk))
    if photo := _accepted(PictureField(required=False), files, "photo"):
        data["photo_kept"] = str(_keep(photo, Image, collection=collection, by=by).pk)
        data.pop("photo_removed", None)  # it was about the one before


def _accepted(field: forms.FileField, files: MultiValueDict, name: str) -> UploadedFile | None:
    try:
        upload = field.clean(files.get(name))
    except ValidationError:
        return None
    files.pop(name, None)
    return upload


def _keep(upload: UploadedFile, model: type, *, collection: Collection, by: User) -> Document | Image:
    """The same file sent again by the same person is the same document or picture."""
    file = model(title=PurePath(upload.name).stem[:255], file=upload, collection=collection, uploaded_by_user=by)
    hash_it = file._set_document_file_metadata if model is Document else file._set_image_file_metadata
    hash_it()
    before = sent_by(by, model, collection).filter(file_hash=file.file_hash).first()
    if before is not None:
        return before
    if not UPLOADS.take(str(by.pk)):
        raise PermissionDenied("More files in a day than anybody has to send")
    file.save()
    return file


def sent_by(person, model: type, collection: Collection) -> QuerySet:
    """What a person sent into this collection: nothing else can be named in a form."""
    return model.objects.filter(uploaded_by_user=person, collection=collection)
