"""One workflow for the whole site, in place of Wagtail's stock one: the city checks, then the editors."""

from django.conf import settings
from django.db import migrations

TASKS = (("citychecktask", "CityCheckTask", "City check"), ("editorialreviewtask", "EditorialReviewTask", "Editorial review"))
NAME = "Publication"


def set_up(apps, schema_editor):
    root = apps.get_model("wagtailcore", "Page").objects.filter(depth=1).first()
    take_stock_away(apps)
    workflow, _made = apps.get_model("wagtailcore", "Workflow").objects.get_or_create(name=NAME)
    for order, (model, name, title) in enumerate(TASKS):
        kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="cities", model=model)
        task, _made = apps.get_model("cities", name).objects.get_or_create(name=title, defaults={"content_type": kind})
        apps.get_model("wagtailcore", "WorkflowTask").objects.get_or_create(
            workflow=workflow, task_id=task.pk, defaults={"sort_order": order}
        )
    if root is not None:
        apps.get_model("wagtailcore", "WorkflowPage").objects.update_or_create(page=root, defaults={"workflow": workflow})


def take_stock_away(apps):
    """What is in review by the stock workflow is sent again; its history stays."""
    stock = apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name="Moderators approval")
    workflows = apps.get_model("wagtailcore", "Workflow").objects.filter(workflow_tasks__task__in=stock.values("pk"))
    states = apps.get_model("wagtailcore", "WorkflowState").objects.filter(workflow__in=list(workflows))
    apps.get_model("wagtailcore", "TaskState").objects.filter(
        workflow_state__in=list(states), status="in_progress"
    ).update(status="cancelled")
    states.filter(status__in=("in_progress", "needs_changes")).update(status="cancelled")
    apps.get_model("wagtailcore", "WorkflowPage").objects.filter(workflow__in=list(workflows)).delete()
    used = set(states.values_list("workflow", flat=True))
    for workflow in list(workflows):
        if workflow.pk in used:
            workflow.active = False
            workflow.save()
        else:
            workflow.delete()
    stock.filter(task_states__isnull=False).update(active=False)
    stock.filter(task_states__isnull=True).delete()
    apps.get_model("auth", "Group").objects.filter(name="Moderators", user__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cities", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    # Backwards: the stock workflow does not come back by itself; nobody needs it.
    operations = [migrations.RunPython(set_up, migrations.RunPython.noop)]
