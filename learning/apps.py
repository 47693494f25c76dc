from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "learning"
    verbose_name = _("Learning")

    def ready(self) -> None:
        from accounts.roles import Role, grant_section  # noqa: PLC0415 (once the models are there)

        from . import loading  # noqa: F401, PLC0415 (registers its kinds)
        from .models import SessionIndexPage  # noqa: PLC0415

        grant_section(Role.ORGANISER, SessionIndexPage, "add", "change", "publish", "lock", "unlock")
