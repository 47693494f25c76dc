"""Where monitoring is looked at. It owns nothing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.models import IndexPage


class MonitoringPage(IndexPage):
    heading = _("Monitoring")
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("monitoring")

    def get_context(self, request, *args, **kwargs):
        from monitoring.shown.phase import phase_context  # noqa: PLC0415 (it reads these models)

        return {**super().get_context(request, *args, **kwargs), **phase_context(request)}
