from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class IntakeConfig(AppConfig):
    name = "intake"

    def ready(self) -> None:
        """Every room's `loading.py` registers its kinds."""
        autodiscover_modules("loading")
