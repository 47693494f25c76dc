"""A city's office: what those who write for a city need, made for a new city and repaired for an old one."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection

from accounts.roles import allow_files, allow_on_page

from .models.cities import CityPage
from .models.offices import Desk, Office

GROUP_NAME = "City: {slug}"


@transaction.atomic
def open_city_office(city: CityPage) -> Office:
    """The city's group (add and change on its page, never publish), collection and desk, called as the city is now.
    Again: only repairs."""
    name = GROUP_NAME.format(slug=city.slug)
    office = Office.objects.select_related("group", "collection").filter(city=city).first()
    if office is None:
        group, _is_new = Group.objects.get_or_create(name=name)
        collection = Collection.get_first_root_node().add_child(instance=Collection(name=str(city)))
        office = Office.objects.create(city=city, group=group, collection=collection)
    if office.group.name != name:
        Group.objects.filter(pk=office.group_id).update(name=name)
    if office.collection.name != city.title:
        Collection.objects.filter(pk=office.collection_id).update(name=city.title)
    access = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    office.group.permissions.set(access)
    allow_on_page(office.group, city.page_ptr, ("add", "change"))
    allow_files(office.group, office.collection)
    Desk.objects.get_or_create(city=city)
    return office
