from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "learning"
    verbose_name = _("Learning")
    never_shown = {
        "Registration": "between the person and the session's team",
        "SessionInvitation": "for who is invited",
        "SessionTeam": "who runs a session; each page asks for the rights anew",
        "Introduction": "between two who come to a session",
        "Feedback": "for the session's team",
    }

    def ready(self) -> None:
        from accounts.roles import Role, grant_section  # noqa: PLC0415 (once the models are there)

        from . import (  # noqa: F401, PLC0415 (register themselves)
            personal_data,
            publication_facets,
            registering,
            reminding,
            search_sources,
            session_facets,
            signal_handlers,
            waiting,
        )
        from .models import SessionIndexPage  # noqa: PLC0415

        session_facets.connect()
        publication_facets.connect()
        grant_section(Role.ORGANISER, SessionIndexPage, "add", "change", "publish", "lock", "unlock")
