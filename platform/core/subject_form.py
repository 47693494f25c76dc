"""The editors' form of a subject: a title is enough for a draft, in one's own language."""

from __future__ import annotations

from itertools import count
from typing import Any
from urllib.parse import unquote

from django.urls import Resolver404, resolve
from django.utils.text import slugify
from wagtail.models import Page

from core import languages

from .page_form import PageForm


def is_taken_by_the_site(parent: Page, slug: str) -> bool:
    """Whether a page of this name under `parent` would never be seen: another view of the site answers there."""
    _site, _root, path = parent.get_url_parts() or (None, None, None)
    if not (path and slug):
        return False
    try:
        return resolve(f"{unquote(path)}{slug}/").url_name != "wagtail_serve"
    except Resolver404:  # no address at all, which the field itself refuses
        return False


LONGEST = 240  # an address keeps room for its number


class SubjectForm(PageForm):
    """Until a subject is public its address follows from its title, and gives way where it is taken."""

    formsets: dict

    def __init__(self, data=None, *args, **kwargs) -> None:
        rows = type(self).formsets.keys() - {"comments"}  # which Wagtail reads after saving, sent or not
        self.rows_not_sent = [name for name in rows if data and f"{name}-TOTAL_FORMS" not in data]
        super().__init__(self._with_counts_of_rows(data), *args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if self.instance.pk is None:
            self.initial["language"] = getattr(self.for_user, "language", "") or languages.current()

    def _with_counts_of_rows(self, data):
        if not self.rows_not_sent:
            return data
        counts = [f"{name}-{count}" for name in self.rows_not_sent for count in ("TOTAL_FORMS", "INITIAL_FORMS")]
        data = data.copy()
        data.update(dict.fromkeys(counts, "0"))
        return data

    def save(self, commit=True):  # noqa: FBT002 (Django's signature)
        """A form that was opened before it had some kind of rows keeps those that are there."""
        formsets = self.formsets
        self.formsets = {name: formset for name, formset in formsets.items() if name not in self.rows_not_sent}
        page = super().save(commit=commit)
        self.formsets = formsets
        return page

    def clean(self) -> dict[str, Any]:
        is_public = self.instance.pk is not None and self.instance.live
        if "slug" in self.fields and not self.has_error("slug") and not is_public:
            self.cleaned_data["slug"] = self._free_address()
        return super().clean()

    def name(self) -> str:
        """What an address follows from while nobody has chosen one."""
        return self.cleaned_data.get("title", "")

    def address(self, wanted: str) -> str:
        """What the room makes of the address somebody wanted: see its own rules."""
        return wanted

    def _free_address(self) -> str:
        written = self.cleaned_data.get("slug") or slugify(self.name(), allow_unicode=True)
        wanted = self.address(written[:LONGEST].strip("-") or self.instance._meta.model_name)
        candidates = (f"{wanted}-{number}" if number > 1 else wanted for number in count(1))
        return next(candidate for candidate in candidates if self._is_free(candidate))

    def _is_free(self, slug: str) -> bool:
        available = Page._slug_is_available(slug, self.parent_page, self.instance)
        return available and slug not in languages.CODES and not is_taken_by_the_site(self.parent_page, slug)
