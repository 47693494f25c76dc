from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from . import post  # noqa: F401, PLC0415 (registers its daily work)
        from .roles import open_after_migrating  # noqa: PLC0415 (once the models are there)

        post_migrate.connect(open_after_migrating)
