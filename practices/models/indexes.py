"""Where practices are browsed. The page owns nothing: practices hang under their cities."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.models import IndexPage


class PracticeIndexPage(IndexPage):
    heading = _("Practices")
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("practices index")

    def get_context(self, request, *args, **kwargs):
        from practices.browsing import browse  # noqa: PLC0415 (it reads these models)

        return {**super().get_context(request, *args, **kwargs), **browse(request)}
