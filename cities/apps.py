from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CitiesConfig(AppConfig):
    name = "cities"
    verbose_name = _("Cities")

    def ready(self) -> None:
        from . import belonging, loading, signal_handlers  # noqa: F401, PLC0415 (register themselves)
