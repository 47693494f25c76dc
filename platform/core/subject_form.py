"""The editors' form of a subject: a title is enough for a draft, in one's own language."""

from __future__ import annotations

from itertools import count

from django.utils.text import slugify
from wagtail.models import Page

from core import languages
from core.control_names import ControlNames
from core.form_references import VisiblePageForm

LONGEST = 240  # an address keeps room for its number


class SubjectForm(ControlNames, VisiblePageForm):
    """Until a subject is public its address follows from its title, and gives way where it is taken."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if self.instance.pk is None:
            self.initial["language"] = getattr(self.for_user, "language", "") or languages.current()

    def clean(self) -> dict:
        is_public = self.instance.pk is not None and self.instance.live
        if "slug" in self.fields and not self.has_error("slug") and not is_public:
            self.cleaned_data["slug"] = self._free_address()
        return super().clean()

    def address(self, wanted: str) -> str:
        """What the room makes of the address somebody wanted: see its own rules."""
        return wanted

    def _free_address(self) -> str:
        written = self.cleaned_data.get("slug") or slugify(self.cleaned_data.get("title", ""), allow_unicode=True)
        wanted = self.address(written[:LONGEST].strip("-") or self.instance._meta.model_name)
        candidates = (f"{wanted}-{number}" if number > 1 else wanted for number in count(1))
        return next(candidate for candidate in candidates if self._is_free(candidate))

    def _is_free(self, slug: str) -> bool:
        return slug not in languages.CODES and Page._slug_is_available(slug, self.parent_page, self.instance)
