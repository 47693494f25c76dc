"""What follows when Wagtail publishes, moves or deletes a page."""

from __future__ import annotations

from django.dispatch import receiver
from wagtail.search import index as search_index
from wagtail.signals import page_published, page_unpublished, post_page_move

from .models import SubjectPage, TranslationPage


@receiver(page_published)
def keep_digest(sender, instance, **kwargs) -> None:
    """A subject remembers its public words by their digest; a translation, the words it was made from."""
    if isinstance(instance, SubjectPage):
        sender.objects.filter(pk=instance.pk).update(words_digest=instance.digest())
    elif isinstance(instance, TranslationPage) and instance.subject_id and not instance.made_from_digest:
        instance.check_against_subject()


@receiver([page_published, page_unpublished])
def refresh_search_of_subject(sender, instance, **kwargs) -> None:
    """A translation that goes live or away changes what its subject is found by."""
    if isinstance(instance, TranslationPage) and instance.subject_id:
        search_index.insert_or_update_object(instance.subject)


@receiver(post_page_move)
def name_new_subject(sender, instance, **kwargs) -> None:
    """A translation that was moved names its new parent. One that moved with an ancestor has the parent it had."""
    page = instance.specific
    if isinstance(page, TranslationPage):
        type(page).objects.filter(pk=page.pk).update(subject_id=page.get_parent(update=True).pk)
