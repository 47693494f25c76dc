"""Files that come with a value: looked into as all uploads are, kept in the city's own collection.

A document is read by those who may see a value it belongs to, and so is a photo, at an address of the value's own.
"""

from __future__ import annotations

from pathlib import PurePath

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection
from wagtail.query import PageQuerySet

from cities.models import CityPage
from cities.offices import open_city_office
from core.limits import DAY, Limit
from core.uploads import documents
from core.uploads.fixed_files import register_reason_to_stay
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
    return any(shown.hides_its_company for shown in published_of(public).values())


@register_publishing_pages
def no_page_publishes_what_is_withheld(document: Document, pages: PageQuerySet) -> PageQuerySet:
    """Whoever published the page has not asked what else it came with."""
    return pages.none() if comes_with_a_withheld_value(document) else pages


@register_reason_to_stay
def was_judged_with_a_value(file: Document | Image) -> bool:
    """Or waits for it. A draft's and a returned value's are its city's to change."""
    with_it = {"photo": file} if isinstance(file, Image) else {"documents": file}
    return Measurement.objects.filter(**with_it).exclude(state__in=(State.DRAFT, State.RETURNED)).exists()


class DocumentField(WagtailDocumentField):
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


def keep_document(upload: UploadedFile, *, collection: Collection, by) -> Document:
    """The same file sent again by the same person is the same document."""
    document = Document(title=_title(upload), file=upload, collection=collection, uploaded_by_user=by)
    document._set_document_file_metadata()
    before = sent_by(by, Document, collection).filter(file_hash=document.file_hash).first()
    if before is not None:
        return before
    _count(by)
    document.save()
    return document


def keep_photo(upload: UploadedFile, *, collection: Collection, by) -> Image:
    photo = Image(title=_title(upload), file=upload, collection=collection, uploaded_by_user=by)
    photo._set_image_file_metadata()
    before = sent_by(by, Image, collection).filter(file_hash=photo.file_hash).first()
    if before is not None:
        return before
    _count(by)
    photo.save()
    return photo


UPLOADS = Limit("upload", 100, DAY)
"""By one person: files of a form that is refused are kept, because a browser forgets them."""


def _count(person) -> None:
    if not UPLOADS.take(str(person.pk)):
        raise PermissionDenied("More files in a day than anybody has to send")


def _title(upload: UploadedFile) -> str:
    return PurePath(upload.name).stem[:255]


def sent_by(person, model: type, collection: Collection) -> QuerySet:
    """What a person sent into this collection: nothing else can be named in a form."""
    return model.objects.filter(uploaded_by_user=person, collection=collection)
