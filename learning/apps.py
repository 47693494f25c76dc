from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "learning"
    verbose_name = _("Learning")
    never_shown = {}

    def ready(self) -> None:
        from accounts.roles import Role, grant_section  # noqa: PLC0415 (once the models are there)

        from . import publication_facets, search_sources, session_facets  # noqa: F401, PLC0415
        from .models import SessionIndexPage  # noqa: PLC0415

        session_facets.connect()
        publication_facets.connect()
        grant_section(Role.ORGANISER, SessionIndexPage, "add", "change", "publish", "lock", "unlock")
