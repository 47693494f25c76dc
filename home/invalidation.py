"""Which writes make what is kept (core.caching) be made anew: of every model of the rooms, but those never shown.

So a model that somebody adds cannot leave a stale page behind. A room names the others, each with its reason, in its
AppConfig (`never_shown`). What is written in bulk (`update`, `bulk_create`) sends no signal: whoever does so calls
`facets.note_all`. Here, because only home may know every room.
"""

from __future__ import annotations

from django.apps import AppConfig, apps
from django.db.models import Model
from taggit.models import Tag
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Site

from facets import watch_vocabulary


def watch_models() -> None:
    ours = [model for room in rooms() for model in watched_models(room)]
    watch_vocabulary("kept", *ours, get_document_model(), get_image_model(), Site, Tag)


def rooms() -> list[AppConfig]:
    return [config for config in apps.get_app_configs() if hasattr(config, "never_shown")]


def watched_models(room: AppConfig) -> list[type[Model]]:
    """The tables of many-to-many relations too, each with the model that it belongs to."""
    models = room.get_models(include_auto_created=True)
    return [model for model in models if (model._meta.auto_created or model).__name__ not in room.never_shown]
