"""Where practices are browsed. They hang under their cities; here hang the guides to them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.models import IndexPage


class PracticeIndexPage(IndexPage):
    heading = _("Practices")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["practices.ThemePage", "practices.DossierPage"]

    class Meta:
        verbose_name = _("practices index")

    def get_context(self, request, *args, **kwargs):
        from practices.browsing import browse  # noqa: PLC0415 (it reads these models)

        return {**super().get_context(request, *args, **kwargs), **browse(request)}
