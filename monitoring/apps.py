from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = _("Monitoring")

    def ready(self) -> None:
        from accounts.roles import Role, grant  # noqa: PLC0415 (once the models are there)

        from .keeping import watch_what_is_kept  # noqa: PLC0415

        watch_what_is_kept()
        grant(Role.MNE, *(f"monitoring.{action}_indicator" for action in ("add", "change", "delete", "view")))
        grant(Role.TRANSLATOR, "monitoring.view_indicator", "monitoring.change_indicator")  # of which: the names
        from . import loading  # noqa: F401, PLC0415 (all of these register themselves)
        from .evaluation import documents, log, waiting  # noqa: F401, PLC0415
        from .iati import publishing  # noqa: F401, PLC0415
        from .report import making  # noqa: F401, PLC0415
        from .values import asking, attaching  # noqa: F401, PLC0415
        from .values import waiting as values_waiting  # noqa: F401, PLC0415
