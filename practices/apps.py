from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = _("Practices")

    def ready(self) -> None:
        from .facets import connect  # noqa: PLC0415 (once the models are there)

        connect()
        from . import confirming, desk_rows, loading  # noqa: F401, PLC0415 (register themselves)
