"""A term in office to words ('US Secretary of State') and to the sector of PLOVER that the office belongs to."""

from dragoman.actors.entities import INTERNATIONAL, Entity, Term

_WITH_ARTICLE = (
    "United", "Republic of", "Democratic Republic", "Central African", "Czech Republic", "Dominican Republic",
    "Soviet", "Netherlands", "Philippines", "Bahamas", "Maldives", "Gambia", "Comoros", "Holy See",
)  # fmt: skip
HEAD_WORDS = frozenset(
    (
        "acting", "administrator", "chair", "chairman", "chairperson", "chairwoman", "chief", "commission",
        "commissioner",
        "director", "executive", "general", "governor", "head", "interim", "leader", "managing", "of", "president",
        "secretary", "speaker", "the",
    )
)  # fmt: skip
"""A title that consists of these words and a body's name is the office of its head."""

_OWN_PLACE = (
    "Mayor of",
    "Governor of",
    "Premier of",
    "Minister of",
    "Duke of",
    "Prince of",
    "Princess of",
    "Archbishop of",
)
"""A title that begins so and does not name the country names a part of it."""


_KIN = ("Son", "Daughter", "Wife", "Widow", "Husband", "Brother", "Sister", "Mother", "Father", "First Lady")


def is_family(title: str) -> bool:
    """Whether a title tells kinship and no office: "President's Son", 'Sister of the Leader', 'First Lady'."""
    return title.endswith(_KIN) or title.startswith(tuple(f"{kin} of" for kin in _KIN))


def named(country: Entity) -> str:
    """The name of a country within a sentence: 'the Netherlands', 'France'."""
    article = country.name.startswith(_WITH_ARTICLE) or country.name.endswith("Islands")
    return f"the {country.name}" if article else country.name


def in_words(term: Term, country: Entity | None, adjective: str | None, tells_where: bool) -> str:
    """The title of a term with its country, unless the title itself tells where (`tells_where`).

    Heads of state and government are 'President of Russia', all others 'Russian Foreign Minister'.
    """
    title = term.title or term.office
    title = title[:1].upper() + title[1:]
    if term.country in INTERNATIONAL or country is None or tells_where or title.startswith(("Pope", "Former ")):
        return title
    if term.office in ("head of state", "head of government") and " of " not in title:
        return f"{title} of {named(country)}"
    if title.startswith(_OWN_PLACE) and term.office == "other":
        return title
    if term.country == "USA":
        return f"US {title}"
    return f"{adjective} {title}" if adjective else f"{title} of {named(country)}"


def task_at(words: list[str]) -> int:
    """Where a title passes from the office to its task: 1 in 'Ambassador to Libya'; its length where there is none."""
    return next((place for place, word in enumerate(words) if word in ("to", "for", "in", "on")), len(words))
