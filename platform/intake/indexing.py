"""The indexes rest while much is written and are brought up to date once: house rule for everything in bulk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby

from django.db import models
from django.db.models.signals import post_save
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends
from wagtail.search.index import get_indexed_models
from wagtail.signal_handlers import disable_reference_index_auto_update

from core.models import SubjectPage


@contextmanager
def indexes_resting() -> Iterator[None]:
    """No search index and no reference index is written by a save inside; `index_again` makes up for it."""
    resting = [model for model in get_indexed_models() if post_save.disconnect(post_save_signal_handler, sender=model)]
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in resting:
            post_save.connect(post_save_signal_handler, sender=model)


def index_again(
    instances: Iterable[models.Model], progress: Callable[[str, list], Iterable] = lambda _name, groups: groups
) -> None:
    """Bring search and references of these records up to date; `progress` wraps each list that is worked through."""
    by_model = sorted(instances, key=lambda instance: instance._meta.label)
    groups = [list(group) for _label, group in groupby(by_model, key=lambda instance: instance._meta.label)]
    for found in progress("index", groups):
        model = type(found[0])
        fresh = list(model._default_manager.filter(pk__in=[instance.pk for instance in found]))
        if model in get_indexed_models():
            for instance in fresh:
                if isinstance(instance, SubjectPage):  # gathered once: the index asks for its words several times
                    words = instance.folded_words()
                    instance.folded_words = words  # type: ignore[method-assign, assignment]  # read alike
            for backend in get_search_backends():
                backend.add_bulk(model, fresh)
        if ReferenceIndex.model_is_indexable(model):
            for instance in fresh:
                ReferenceIndex.create_or_update_for_object(instance)
