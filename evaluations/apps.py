from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = _("Evaluations")
    never_shown = {"EvaluationInvitation": "for the peer"}

    def ready(self) -> None:
        from . import documents, log, waiting  # noqa: F401, PLC0415 (register themselves, once the models are there)
