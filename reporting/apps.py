from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = _("Reports")
    never_shown = {"FunderReport": "for who asked for it and the M&E officers"}

    def ready(self) -> None:
        from .iati import publishing  # noqa: F401, PLC0415 (register themselves, once the models are there)
        from .reports import making  # noqa: F401, PLC0415
