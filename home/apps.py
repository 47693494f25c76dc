from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from .keeping import watch_what_is_kept  # noqa: PLC0415 (once the models are there)

        watch_what_is_kept()
        from . import desk_sources, loading  # noqa: F401, PLC0415 (register what waits, and its kinds)
