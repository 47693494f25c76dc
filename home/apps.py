from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from .keeping import watch_what_is_kept  # noqa: PLC0415 (once the models are there)

        watch_what_is_kept()
        from .site_address import follow_base_url  # noqa: PLC0415

        post_migrate.connect(follow_base_url, sender=self)
        from . import desk_sources, loading  # noqa: F401, PLC0415 (register what waits, and its kinds)
        from .translation_board import waiting  # noqa: F401, PLC0415 (registers what waits to be translated)
