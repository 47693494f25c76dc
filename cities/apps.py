from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CitiesConfig(AppConfig):
    name = "cities"
    verbose_name = _("Cities")

    def ready(self) -> None:
        from accounts.roles import Role, grant  # noqa: PLC0415 (once the models are there)

        from . import (  # noqa: F401, PLC0415 (register themselves)
            belonging,
            city_documents,
            corresponding,
            loading,
            reminding,
            request_followup,
            showing_requests,
            signal_handlers,
            waiting_for_city,
        )
        from .review_letters import connect  # noqa: PLC0415

        connect()
        records = ("organisation", "phase")
        grant(Role.EDITOR, *(f"cities.{action}_{name}" for action in ("add", "change", "delete") for name in records))
        grant(Role.MNE, "cities.change_phase")
