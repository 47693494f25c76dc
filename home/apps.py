from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")
    never_shown = {
        "TranslationAssignment": "who translates what",
        "TranslationNotice": "what a translator was told of",
    }

    def ready(self) -> None:
        from .invalidation import watch_models  # noqa: PLC0415 (once the models are there)

        watch_models()
        from .site_address import follow_base_url  # noqa: PLC0415

        post_migrate.connect(follow_base_url, sender=self)
        from . import desk_sources  # noqa: F401, PLC0415 (registers what waits)
        from .translation_board import waiting  # noqa: F401, PLC0415 (registers what waits to be translated)
