"""The world's countries and regions are there before anything else is."""

from django.db import migrations

from core.countries import write_countries


def load(apps, schema_editor):
    write_countries(apps.get_model("core", "Region"), apps.get_model("core", "Country"))


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
