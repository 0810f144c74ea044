"""How often something may be done from one address: so many times within some seconds, counted in memory.

Of IPv6 the network counts (/64), since one machine has as many addresses there as it likes. No more than KEPT addresses
are remembered: those that were quiet longest are forgotten first.
"""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

from starlette.requests import Request

KEPT = 20_000
NETWORK = 64


class Limit:
    """A limit of `most` times within `seconds`."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self.seconds = seconds
        self.clock = clock
        self.times: OrderedDict[str, deque[float]] = OrderedDict()
        self.lock = Lock()

    def wait(self, who: str) -> float:
        """Seconds until it may be done again; 0 where it may be done now."""
        with self.lock:
            times = self.times.get(who)
            if times is None:
                return 0.0
            now = self.clock()
            while times and times[0] <= now - self.seconds:
                times.popleft()
            return times[0] + self.seconds - now if len(times) >= self.most else 0.0

    def count(self, who: str) -> None:
        """It was done once."""
        with self.lock:
            times = self.times.setdefault(who, deque(maxlen=self.most))
            times.append(self.clock())
            self.times.move_to_end(who)
            if len(self.times) > KEPT:
                self.times.popitem(last=False)


def address_of(request: Request) -> str:
    """The address that a request came from, as limits count it."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, NETWORK), strict=False))
    return str(address)
