from time import monotonic

from django.core.management.base import BaseCommand

from search.current_index import current_index


class Command(BaseCommand):
    help = (
        "Makes the search index of this machine anew from the database. It keeps true by itself; this is for when a "
        "database was put back from a backup, or the index is in doubt."
    )

    def handle(self, **options) -> None:
        began = monotonic()
        self.stdout.write("Reading what is public")
        number = current_index().make()
        self.stdout.write(f"{number:,} subjects can be found, in {monotonic() - began:.1f} s")
