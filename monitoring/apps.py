from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = _("Monitoring")
    never_shown = {}

    def ready(self) -> None:
        from accounts.roles import Role, grant  # noqa: PLC0415 (once the models are there)

        grant(Role.MNE, *(f"monitoring.{action}_indicator" for action in ("add", "change", "delete", "view")))
        grant(Role.TRANSLATOR, "monitoring.view_indicator", "monitoring.change_indicator")  # of which: the names
        from .values import attaching, due_values  # noqa: F401, PLC0415 (these register themselves)
        from .values import waiting as values_waiting  # noqa: F401, PLC0415
