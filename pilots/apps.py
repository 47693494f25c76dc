from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PilotsConfig(AppConfig):
    name = "pilots"
    verbose_name = _("Pilots")
    never_shown = {}

    def ready(self) -> None:
        from . import search_source  # noqa: F401, PLC0415 (registers itself, once the models are there)
        from .facets import connect  # noqa: PLC0415

        connect()
