"""Who has nothing to do in the editors' interface is told so, once, with the way to their desk."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from cities.belonging import end_membership
from cities.models import Membership
from tests import factories
from tests.factories.people import person
from tests.pages import has, text

pytestmark = pytest.mark.django_db


def observer(city):
    return person("observer", Role.OBSERVER, city)


def former_official(city):
    user = person("former", Role.OFFICIAL, city)
    end_membership(Membership.objects.get(user=user))
    return type(user).objects.get(pk=user.pk)


@pytest.mark.parametrize("somebody", [observer, former_official])
@pytest.mark.parametrize("address", ["", "pages/{}/edit/", "account/", "images/", "nothing-of-the-kind/", "login/"])
def test_every_address_of_the_interface_says_so_with_the_way_to_the_desk(client, site, somebody, address):
    city = factories.city("Tangier")
    client.force_login(somebody(city))

    answer = client.get(
        f"/admin/{address}".format(city.pk), {"next": "/admin/"} if address == "login/" else {}, follow=True
    )

    assert answer.status_code == 403
    assert len(answer.redirect_chain) <= 2
    assert text(answer, "h1") == "No access to the editors’ interface"
    assert has(answer, "main [href='/en/desk/']")
    assert client.get("/en/desk/").status_code == 200


def test_who_has_no_access_can_still_sign_out_there(client, site):
    client.force_login(observer(factories.city("Tangier")))

    assert client.post("/admin/logout/").status_code == 302
    assert "_auth_user_id" not in client.session
