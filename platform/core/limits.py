"""How often somebody may do a thing. Counted in the shared cache, so that it holds for all workers together."""

from __future__ import annotations

import time
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from allauth.core.internal.httpkit import get_client_ip
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

DAY = 24 * 3600
HOUR = 3600


@dataclass(frozen=True)
class Limit:
    """`times` in every window of `seconds`. `what` names the thing done, the same in all processes."""

    what: str
    times: int
    seconds: int

    def take(self, whom: str) -> bool:
        """Takes one of the places that `whom` has in this window; False when there is none left.

        Adding to the cache is the one step that all its kinds do at once, counting up is not. Who it was is not kept.
        """
        window = int(time.time()) // self.seconds
        who = salted_hmac("core.limits", f"{self.what}:{whom}").hexdigest()[:32]
        keys = (f"limit:{self.what}:{who}:{window}:{place}" for place in range(self.times))
        return any(cache.add(key, 1, self.seconds) for key in keys)


def network_of(request: HttpRequest) -> str:
    """Where a visitor comes from: the address; of IPv6 its first half, one household's or office's."""
    found = get_client_ip(request) or ""
    try:
        address = ip_address(found)
    except ValueError:
        return found
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else found
