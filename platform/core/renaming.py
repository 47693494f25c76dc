"""Rows of a page that are to be known by another uuid: everything that knows them by the old one learns the new."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from wagtail.models import Revision, get_default_page_content_type

from .models import Row, SubjectPage


@transaction.atomic
def rename_rows(page: SubjectPage, renamed: Mapping[Row, UUID]) -> None:
    """Words of translations, revisions, and what translations were made from; no text changes, so none is outdated."""
    new_of_old = {str(row.uuid): str(uuid) for row, uuid in renamed.items()}
    for row, uuid in renamed.items():
        type(row)._default_manager.filter(pk=row.pk).update(uuid=uuid)
        row.uuid = uuid
    before = page.words_digest
    if before:
        page.words_digest = new_of_old[before] = type(page).objects.get(pk=page.pk).digest()
        type(page).objects.filter(pk=page.pk).update(words_digest=page.words_digest)
    translations = list(page.translations.all())
    for words in translations:
        row_words = _renamed(words.row_words, new_of_old)
        made_from = new_of_old.get(words.made_from_digest, words.made_from_digest)
        type(words).objects.filter(pk=words.pk).update(row_words=row_words, made_from_digest=made_from)
    keys = [str(one.pk) for one in (page, *translations)]
    revisions = Revision.objects.filter(object_id__in=keys, base_content_type=get_default_page_content_type())
    for pk, content in revisions.values_list("pk", "content"):
        Revision.objects.filter(pk=pk).update(content=_renamed(content, new_of_old))


def _renamed(content: dict, new_of_old: Mapping[str, str]) -> dict:
    text = json.dumps(content)
    for old, new in new_of_old.items():
        text = text.replace(old, new)
    return json.loads(text)
