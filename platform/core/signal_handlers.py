"""What follows when Wagtail publishes, moves or deletes a page."""

from __future__ import annotations

from django.dispatch import receiver
from wagtail.log_actions import log
from wagtail.search import index as search_index
from wagtail.signals import page_published, page_unpublished, post_page_move

from .holding import take_down_what_is_held
from .models import SubjectPage, TranslationPage
from .translating import WORDS_CHANGED


@receiver(page_published)
def keep_digest(sender, instance, revision=None, **kwargs) -> None:
    """A subject remembers its public words by their digest, and its history when they changed."""
    if not isinstance(instance, SubjectPage):
        return
    before, digest = instance.words_digest, instance.digest()
    instance.words_digest = digest
    sender.objects.filter(pk=instance.pk).update(words_digest=digest)
    if before and before != digest:
        log(instance=instance, action=WORDS_CHANGED, revision=revision)


@receiver([page_published, page_unpublished])
def refresh_search_of_subject(sender, instance, *, loaded: bool = False, **kwargs) -> None:
    """A translation that goes live or away changes what its subject is found by. A loading does it for all at once."""
    if isinstance(instance, TranslationPage) and instance.subject_id and not loaded:
        search_index.insert_or_update_object(instance.subject)


@receiver(page_published)
def say_that_it_was_checked(sender, instance, *, loaded: bool = False, **kwargs) -> None:
    """A translation that a person has published is no longer one that only the editors' files know."""
    if isinstance(instance, TranslationPage) and not loaded:
        instance.is_unchecked = False
        sender.objects.filter(pk=instance.pk, is_unchecked=True).update(is_unchecked=False)


@receiver(post_page_move)
def name_new_subject(sender, instance, **kwargs) -> None:
    """A translation that was moved names its new parent. One that moved with an ancestor has the parent it had."""
    page = instance.specific
    if isinstance(page, TranslationPage):
        type(page).objects.filter(pk=page.pk).update(subject_id=page.get_parent(update=True).pk)  # type: ignore[misc]
    take_down_what_is_held(page)
