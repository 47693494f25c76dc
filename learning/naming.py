"""The names a page takes from vocabularies, in one query: each vocabulary gives few, but there are many of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from cities.models import Phase
from core import languages
from core.listing import labelled
from core.models import Country, FrameworkItem, Theme

NAMES = tuple(f"name_{code}" for code in languages.CODES)
NOTHING = Value("", output_field=CharField())


@dataclass(frozen=True)
class Named:
    """A row of a vocabulary, named in the visitor's language. `scheme` is the framework of a framework item."""

    code: str
    name: languages.Wording
    scheme: str = ""

    @property
    def in_framework(self) -> languages.Wording:
        """Such as "SDG target 10.7: orderly migration"; marked where the name is in another language."""
        framework = FrameworkItem.Framework(self.scheme).label
        return languages.Wording(labelled(f"{framework} {self.code}", self.name), self.name.language)


def names_of(**vocabularies: QuerySet) -> dict[str, list[Named]]:
    """The rows of each queryset of a vocabulary, under its keyword and in the vocabulary's order."""
    first, *others = [_columns(key, rows) for key, rows in vocabularies.items()]
    found: dict[str, list[Named]] = {key: [] for key in vocabularies}
    for key, scheme, _order, code, *names in sorted(first.union(*others, all=True)):
        named = Theme(**dict(zip(NAMES, names, strict=True)))
        found[key].append(Named(code, named.name, scheme))
    return found


def _columns(key: str, rows: QuerySet) -> QuerySet:
    """A union wants the same columns of the same types from each."""
    order = F({Country: "pk", Phase: "number"}.get(rows.model, "order"))
    code = NOTHING if rows.model is Phase else Cast("code", CharField())
    scheme = Cast("framework", CharField()) if rows.model is FrameworkItem else NOTHING
    kind = Cast(Value(key), CharField())
    return rows.order_by().values_list(kind, scheme, Cast(order, IntegerField()), code, *NAMES)
