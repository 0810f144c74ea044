"""Names of countries by their codes, as people read them."""

from functools import cache

from dragoman.actors.tables import TABLES, read_countries


def country_name(code: str) -> str:
    """The name of a country; the code itself where it is of none (`UNO`, `EUR`)."""
    return country_names().get(code, code)


@cache
def country_names() -> dict[str, str]:
    """The names of all countries by their codes."""
    countries = (land.entity for land in read_countries(TABLES / "countries.csv"))
    return {one.key.removeprefix("country:"): one.name for one in countries}
