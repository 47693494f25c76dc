from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = _("Practices")
    never_shown = {
        "ProposedEvidence": "for the editors, until it is assessed",
        "PeerReview": "between a city and its peer",
    }

    def ready(self) -> None:
        from accounts.roles import Role, grant  # noqa: PLC0415 (once the models are there)

        from .facets import connect  # noqa: PLC0415

        connect()
        grant(Role.EDITOR, "practices.add_transfer", "practices.change_transfer", "practices.view_transfer")
        from . import (  # noqa: F401, PLC0415 (register themselves)
            assessed_documents,
            confirming,
            desk_rows,
            search_source,
            visibility,
            waiting_for_peers,
        )
