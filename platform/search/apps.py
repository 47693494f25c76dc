from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")
    never_shown: dict[str, str] = {}

    def ready(self) -> None:
        from . import vocabularies  # noqa: F401, PLC0415 (registers itself, once the models are there)
