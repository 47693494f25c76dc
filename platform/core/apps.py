from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import pre_migrate
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Core")
    never_shown = {
        "Change": "the numbers themselves",
        "CheckedAddress": "for editors: which addresses of sources still lead somewhere",
        "LastRun": "when the daily work was done",
    }

    def ready(self) -> None:
        from . import (  # noqa: F401, PLC0415 (connect themselves, once the models are there)
            admin_exports,
            admin_fields,
            checks,
            dead_sources,
            permissions,
            scheduling,
            signal_handlers,
            visibility,
            wagtail_words,
        )
        from .uploads import renditions  # noqa: F401, PLC0415 (connects itself)

        pre_migrate.connect(create_cache_table, sender=self)


def create_cache_table(using: str, **kwargs) -> None:
    """The embedded cache is a table: whoever migrates has it, and nobody needs to know of one more command.

    Before the migrations: the one that makes the site forgets what is kept of it.
    """
    call_command("createcachetable", database=using, verbosity=0)
