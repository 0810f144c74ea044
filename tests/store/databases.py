"""Names for the databases that tests make on one server, each used once."""

import itertools

names = (f"test{number}" for number in itertools.count())
