"""Records by the keys that the files use, whatever their primary keys are in this database."""

from __future__ import annotations

from django.db import models

from core.models import Country, FrameworkItem, Loaded, Region

KEYS: dict[type[models.Model], tuple[str, ...]] = {
    Country: ("code",),
    Region: ("code",),
    FrameworkItem: ("framework", "code"),
}
OWN = "#"  # how a record that no file knows is called: by its primary key


def known_by(model: type[models.Model], *fields: str) -> None:
    """Say by which fields the files' keys find records of `model` (default: programme id, else code)."""
    KEYS[model] = fields


def key_fields(model: type[models.Model]) -> tuple[str, ...]:
    return KEYS.get(model) or (("programme_id",) if issubclass(model, Loaded) else ("code",))


class Directory:
    """Keys to primary keys and back, one query for each model, kept true by whoever creates."""

    def __init__(self) -> None:
        self._by_key: dict[type[models.Model], dict[str, int]] = {}
        self._by_pk: dict[type[models.Model], dict[int, str]] = {}

    def _read(self, model: type[models.Model]) -> None:
        if model in self._by_key:
            return
        rows = model._default_manager.order_by("pk").values_list("pk", *key_fields(model))
        known = {pk: ":".join(map(str, parts)) for pk, *parts in rows if all(parts)}
        self._by_pk[model] = known
        self._by_key[model] = {key: pk for pk, key in known.items()}

    def pk(self, model: type[models.Model], key: str) -> int | None:
        self._read(model)
        if key.startswith(OWN):
            return int(key.removeprefix(OWN))
        return self._by_key[model].get(key)

    def key(self, model: type[models.Model], pk: int) -> str:
        self._read(model)
        return self._by_pk[model].get(pk) or f"{OWN}{pk}"

    def add(self, model: type[models.Model], key: str, pk: int) -> None:
        self._read(model)
        self._by_key[model][key] = pk
        self._by_pk[model][pk] = key

    def forget(self, model: type[models.Model]) -> None:
        """Read it anew when it is next asked for: rows have come or gone."""
        self._by_key.pop(model, None)
        self._by_pk.pop(model, None)
