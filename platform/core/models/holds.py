"""A hold: what an editor puts on a page that could bring somebody into danger, until it is lifted."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.fields import LongTextField


class HoldQuerySet(models.QuerySet):
    def open(self):
        return self.filter(lifted__isnull=True)

    def to_look_at(self, on=None):
        return self.open().filter(look_again_on__lte=on or timezone.localdate())


class Hold(models.Model):
    """Stands for its page and for all that hangs under it. Never deleted: who lifted it, and when, is kept.

    `from_files`: the programme's files asked for it when the page was loaded, and nobody placed it by hand.
    """

    page = models.ForeignKey(Page, models.CASCADE, related_name="holds", verbose_name=_("page"))
    why = LongTextField(
        _("why"), help_text=_("For editors only: who could come to harm, by what, and who is to be asked.")
    )
    look_again_on = models.DateField(
        _("look at it again on"), help_text=_("From that day on it stands on the editors’ desk.")
    )
    placed = models.DateTimeField(_("placed"), default=timezone.now, editable=False)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("by")
    )
    from_files = models.BooleanField(default=False, editable=False)
    lifted = models.DateTimeField(_("lifted"), null=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        ordering = ["look_again_on", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                condition=Q(lifted__isnull=True),
                name="page_held_once",
                violation_error_message=_("This page is on hold already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.page)

    def clean(self) -> None:
        """A translation is held with its original; the front page would take the whole site with it."""
        super().clean()
        if not may_be_held(self.page):
            raise ValidationError({"page": _("This page cannot be put on hold.")})


def may_be_held(page: Page) -> bool:
    return getattr(page.specific_class, "is_subject", False) and page.depth > 2


def held_paths() -> set[str]:
    """Where the held pages stand in the tree."""
    return set(Hold.objects.open().values_list("page__path", flat=True))


def stands_under(path: str, held: set[str]) -> bool:
    """Whether the page at `path`, or one above it, is among the held."""
    return any(path.startswith(one) for one in held)


def is_held(page: Page) -> bool:
    """Whether the page, or one above it, is on hold; one query."""
    return bool(page.path) and stands_under(page.path, held_paths())
