"""A city's office, and what belonging to a city gives and takes."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from accounts.models import User
from accounts.roles import Role, open_role_groups
from cities.belonging import cities_of, city_of, end_membership, is_focal_point, is_registered, join, role_of
from cities.models import Desk, Membership, Office
from cities.offices import open_city_office
from tests import factories
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def everything() -> list:
    """All that an office is made of."""
    models = (Group, Collection, GroupPagePermission, GroupCollectionPermission, Office, Desk)
    rows = [list(model.objects.order_by("pk").values()) for model in models]
    return [*rows, [sorted(group.permissions.values_list("pk", flat=True)) for group in Group.objects.order_by("pk")]]


def test_a_new_city_has_an_office_and_opening_it_again_changes_nothing():
    city = factories.city("Tangier")
    before = everything()

    open_city_office(city)
    call_command("open_offices", stdout=StringIO())
    open_role_groups()

    assert city.office.group.name == "City: tangier"
    assert city.office.collection.name == "Tangier"
    assert everything() == before


def test_an_office_that_was_damaged_is_repaired():
    city = factories.city("Tangier")
    sound = everything()
    GroupPagePermission.objects.filter(group=city.office.group, permission__codename="change_page").delete()
    city.office.group.permissions.clear()
    publish = GroupPagePermission.objects.filter(permission__codename="publish_page").first().permission
    GroupPagePermission.objects.create(group=city.office.group, page=city.page_ptr, permission=publish)

    open_city_office(city)

    kept = {"group_id", "page_id", "permission_id"}
    assert _without_keys(everything()[2], kept) == _without_keys(sound[2], kept)
    assert everything()[-1] == sound[-1]


def _without_keys(rows: list[dict], kept: set[str]) -> list[tuple]:
    return sorted(tuple(row[name] for name in sorted(kept)) for row in rows)


def test_a_city_that_is_deleted_leaves_no_group_behind():
    city = factories.city("Tangier")

    city.delete()

    assert not Group.objects.filter(name="City: tangier").exists()


def test_who_joins_a_city_writes_for_it_and_who_leaves_does_not():
    city, other = factories.city("Tangier"), factories.city("Lisbon")
    official = person("official.tangier", Role.OFFICIAL, city)
    practice = factories.practice(under=city, live=False, owner=official)
    writes = practice.permissions_for_user(official).can_edit(), cities_of(official)

    end_membership(official.memberships.get())

    left = User.objects.get(pk=official.pk)
    assert writes == (True, [city])
    assert not practice.permissions_for_user(left).can_edit()
    assert cities_of(left) == []
    assert practice.owner == left
    assert not other.permissions_for_user(left).can_edit()


def test_a_membership_that_ends_on_a_day_ends_on_that_day(monkeypatch):
    city = factories.city("Tangier")
    official = person("official.tangier", Role.OFFICIAL, city)
    tomorrow = timezone.localdate() + timedelta(days=1)
    end_membership(official.memberships.get(), on=tomorrow)
    still = official.groups.filter(name="City: tangier").exists()

    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    call_command("send_due", stdout=StringIO())

    assert still
    assert not official.groups.filter(name="City: tangier").exists()


def test_another_role_in_the_same_city_ends_the_one_before():
    city = factories.city("Tangier")
    official = person("official.tangier", Role.OFFICIAL, city)

    join(user=official, city=city, role=Role.FOCAL_POINT)

    assert [membership.role for membership in Membership.objects.current()] == [Role.FOCAL_POINT]
    assert is_focal_point(official, city)
    assert official.memberships.count() == 2


def test_an_observer_reads_and_writes_nothing():
    city = factories.city("Tangier")
    observer = person("observer", Role.OBSERVER, city)

    assert is_registered(observer)
    assert not city.permissions_for_user(observer).can_edit()
    assert cities_of(observer) == []


def test_no_one_joins_a_city_as_an_editor():
    with pytest.raises(ValidationError, match="not a city role"):
        join(user=person("editor", Role.EDITOR), city=factories.city(), role=Role.EDITOR)


def test_a_city_s_letters_go_to_its_focal_points_else_to_all_who_write():
    city = factories.city("Tangier")
    official = person("official.tangier", Role.OFFICIAL, city)
    without_focal = list(role_of(city))

    focal = person("focal.tangier", Role.FOCAL_POINT, city)

    assert without_focal == [official]
    assert list(role_of(city)) == [focal]


def test_a_page_knows_the_city_it_hangs_under(django_assert_num_queries):
    city = factories.city("Tangier")
    french = factories.translate(factories.practice(under=city), "fr")

    with django_assert_num_queries(1):
        found = city_of(french)

    assert found == city
    assert city_of(factories.session()) is None
