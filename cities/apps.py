from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CitiesConfig(AppConfig):
    name = "cities"
    verbose_name = _("Cities")
    never_shown = {
        "CheckIn": "a question to a city; what it confirms is a record of its own",
        "ContactRequest": "between who asks and the city",
        "RequestMessage": "between who asks and the city",
        "Membership": "who works for a city; each page asks for the rights anew",
        "Invitation": "for who is invited",
        "Office": "the group and the collection of a city's people",
        "CityCheckTask": "a step before publication",
        "EditorialReviewTask": "a step before publication",
    }

    def ready(self) -> None:
        from accounts.roles import Role, grant  # noqa: PLC0415 (once the models are there)

        from . import (  # noqa: F401, PLC0415 (register themselves)
            belonging,
            city_documents,
            corresponding,
            countries_offered,
            reminding,
            request_followup,
            search_names,
            signal_handlers,
            silence,
            waiting,
        )
        from .facets import connect as connect_facets  # noqa: PLC0415
        from .review_letters import connect  # noqa: PLC0415

        connect()
        connect_facets()
        records = ("organisation", "phase")
        grant(Role.EDITOR, *(f"cities.{action}_{name}" for action in ("add", "change", "delete") for name in records))
        grant(Role.MNE, "cities.change_phase")
