from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CitiesConfig(AppConfig):
    name = "cities"
    verbose_name = _("Cities")

    def ready(self) -> None:
        from accounts.second_factor import also_required_for  # noqa: PLC0415 (once the models are there)

        from . import belonging, loading, signal_handlers  # noqa: F401, PLC0415 (register themselves)

        also_required_for(belonging.speaks_for_a_city)
