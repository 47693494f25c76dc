"""Where practices are browsed. They hang under their cities; here hang the guides to them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.models import IndexPage


class PracticeIndexPage(IndexPage):
    heading = _("Practices")
    presenter = "practices.browsing.browse_context"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["practices.ThemePage", "practices.DossierPage"]

    class Meta:
        verbose_name = _("practices index")
