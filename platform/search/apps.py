from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = pgettext_lazy("heading", "Search")
    never_shown: dict[str, str] = {}

    def ready(self) -> None:
        from . import vocabularies  # noqa: F401, PLC0415 (registers itself, once the models are there)
