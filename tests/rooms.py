"""The rooms, lowest first, as the import contract in pyproject.toml names them, and where each of them is."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[1]


def _rooms() -> list[str]:
    """`config` puts the rooms together and is none."""
    [contract] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = [layer.split(" | ") for layer in reversed(contract["layers"])]
    return [room for layer in layers for room in layer if room != "config"]


ROOMS = _rooms()
PLACES = {room: next(place for place in (ROOT / room, ROOT / "platform" / room) if place.is_dir()) for room in ROOMS}


def is_ours(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] in ROOMS


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in ROOMS]
