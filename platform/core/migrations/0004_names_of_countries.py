"""Names that changed in the file of countries, where no editor has chosen another since."""

from django.db import migrations

CHANGED = (
    ("Region", "018", "name_ar", "أفريقيا الجنوبية", "الجنوب الأفريقي"),
    ("Country", "TR", "name_fr", "Turquie", "Türkiye"),
    ("Country", "TR", "name_es", "Turquía", "Türkiye"),
)


def rename(apps, schema_editor):
    for model, code, field, before, after in CHANGED:
        apps.get_model("core", model).objects.filter(**{"code": code, field: before}).update(**{field: after})


class Migration(migrations.Migration):
    dependencies = [("core", "0003_holds")]
    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
