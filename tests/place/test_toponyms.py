"""Where names lie: own sentences read by the model, and whole tables checked."""

import math
import subprocess
import sys

import pytest

from dragoman.actors.cast import Actor, Cast, Mention
from dragoman.language.reader import Reader
from dragoman.language.reading import NamedEntity, Reading, Sentence
from dragoman.page.article import Article, Block
from dragoman.place.gazetteer import Gazetteer, lines_of, load_gazetteer, read_table
from dragoman.place.lookup import candidates_of
from dragoman.place.names import name_key
from dragoman.place.toponym import Toponym
from dragoman.place.toponyms import by_start, dateline_of, find_places, place_of

WELL_KNOWN = """
Moscow | RUS | 55.75 | 37.62
Kyiv | UKR | 50.45 | 30.52
Kiev | UKR | 50.45 | 30.52
Beijing | CHN | 39.91 | 116.4
Tehran | IRN | 35.69 | 51.42
Damascus | SYR | 33.51 | 36.29
Sanaa | YEM | 15.35 | 44.21
Paris | FRA | 48.85 | 2.35
London | GBR | 51.51 | -0.13
New York | USA | 40.71 | -74.01
Washington | USA | 38.9 | -77.04
Geneva | CHE | 46.2 | 6.15
São Paulo | BRA | -23.55 | -46.64
St. Petersburg | RUS | 59.94 | 30.31
Mosul | IRQ | 36.34 | 43.13
Goma | COD | -1.68 | 29.22
Khartoum | SDN | 15.55 | 32.53
Russia | RUS | 60 | 100
the United States | USA | 39.76 | -98.5
Burma | MMR | 21 | 96
Ivory Coast | CIV | 8 | -5
Palestine | PSE | 31.9 | 35.2
Donbas | UKR | 48 | 38
Crimea | UKR | 45.3 | 34.4
the Gaza Strip | PSE | 31.4 | 34.3
the West Bank | PSE | 32 | 35.25
Golan Heights | SYR | 33 | 35.75
Kashmir | - | 34 | 76
Sinai | EGY | 29.5 | 33.8
Bab el-Mandeb | - | 12.6 | 43.35
Strait of Hormuz | - | 26.6 | 56.3
South China Sea | - | 12 | 113
Nagorno-Karabakh | AZE | 39.9 | 46.8
Darfur | SDN | 13 | 25
Tigray | ETH | 14 | 38.5
Xinjiang | CHN | 41 | 86
Chechnya | RUS | 43.3 | 45.7
Catalonia | ESP | 41.8 | 1.5
Scotland | GBR | 56 | -4
Ontario | CAN | 49.25 | -84.5
Texas | USA | 31.25 | -99.25
Ill. | USA | 40 | -89.25
W.Va. | USA | 38.5 | -80.5
Laurel County | USA | 37.1 | -84.1
Middle East | - | 29.3 | 42.6
Lorestan | IRN | 33.5 | 48.4
Rostov Region | RUS | 47.5 | 41.3
Zamboanga del Sur | PHL | 7.8 | 123.3
Boyaca | COL | 5.7 | -73
Akwa Ibom | NGA | 5 | 7.85
Jebel Marra | SDN | 13 | 24.3
Galmudug | SOM | 5.5 | 47
Makassar Strait | IDN | -2 | 118
Strait of Tiran | EGY | 27.98 | 34.47
Shatt al-Arab | - | 30.4 | 48
Kakhovka Dam | UKR | 46.78 | 33.37
Lake Urmia | IRN | 37.7 | 45.3
Pangong Tso | - | 33.75 | 78.7
Fiery Cross Reef | - | 9.55 | 112.89
Tierra del Fuego | ARG | -54 | -67
Africa | - | 7.2 | 21.1
Uttar Dinajpur | IND | 25.8 | 88.1
Zakarpattia Oblast | UKR | 48.4 | 23.1
Cabo Delgado Province | MOZ | -12.3 | 40
Kuwait | KWT | 29.5 | 47.75
Fiji | FJI | -18 | 178
Khan Sheikhoun | SYR | 35.44 | 36.65
Artemivsk | UKR | 48.59 | 38
Kibera | KEN | -1.31 | 36.79
Surulere | NGA | 6.5 | 3.35
Tahrir Square | EGY | 30.04 | 31.24
Guantanamo Bay | CUB | 19.92 | -75.13
Ramstein Air Base | DEU | 49.44 | 7.6
Silicon Valley | USA | 37.38 | -122.05
Texan | USA | 31.25 | -99.25
Dagestani | RUS | 43 | 47
"""
IN_COMPANY = """
Paris | He grew up in Paris, Texas. | 33.66 | -95.56
Springfield | The plant in Springfield, Ill., was closed. | 39.8 | -89.64
Springfield | The plant in Springfield, Massachusetts, was closed. | 42.1 | -72.59
London | The trial in London, Ontario, drew a crowd. | 42.98 | -81.25
Birmingham | The church in Birmingham, Alabama, was bombed. | 33.52 | -86.8
Gainesville | Students marched in Gainesville, FL. | 29.65 | -82.32
Tripoli | Militias from Tripoli shelled Benghazi and Misrata in Libya. | 32.88 | 13.19
Tripoli | Militants in Tripoli clashed with the army in Sidon and Beirut in Lebanon. | 34.44 | 35.83
Georgia | Voters in Georgia and Alabama queued from Atlanta to Savannah. | 32.75 | -83.5
Georgia | Troops in Georgia shelled Tbilisi and Gori, and Russia watched from Sochi. | 42 | 43.5
Valencia | Floods hit Valencia and Alicante in Spain. | 39.47 | -0.38
Valencia | Protesters in Valencia and Maracay in Venezuela burned tyres. | 10.16 | -68
Cordoba | A strike closed schools in Cordoba, Rosario and Mendoza in Argentina. | -31.41 | -64.18
Hyderabad | A blast hit Hyderabad and Karachi in Pakistan. | 25.39 | 68.37
Dublin | Dublin, Hilliard and Westerville in Franklin County share a library in Ohio. | 40.1 | -83.11
Dublin City | Dublin City clerks met in Hilliard and Westerville near Columbus, Ohio. | 40.1 | -83.11
Chelsea | A man from Chelsea was arrested in Camden, London, on Friday. | 51.49 | -0.17
Lebanon | A judge in Lebanon jailed a man from Zionsville, Indiana, and another from Whitestown. | 40.05 | -86.47
"""


def places_in(text: str, *names: str, publisher: str | None = None, cast: Cast | None = None) -> list[Toponym]:
    """The toponyms of a text of plain words whose entities are given: `Reading` without tags or tree."""
    words, starts, ends = [], [], []
    at = 0
    for raw in text.replace(",", " ,").replace("  ", " ").split():
        for word in [raw[:-1], raw[-1]] if raw[-1] in "." and raw[:-1].islower() else [raw]:
            at = text.index(word, at)
            words.append(word)
            starts.append(at)
            at += len(word)
            ends.append(at)
    entities = []
    for name in names:
        parts = name.split()
        for first in range(len(words)):
            if [word.rstrip(".") for word in words[first : first + len(parts)]] == [part.rstrip(".") for part in parts]:
                entities.append(NamedEntity(first, first + len(parts), "place"))
    count = len(words)
    blank = ["X"] * count
    reading = Reading(
        text, words, starts, ends, [word.lower() for word in words], blank, blank, [-1] * count, blank, [0] * count,
        [Sentence(0, count, "body", 0)], sorted(entities, key=lambda one: one.first), [],
    )  # fmt: skip
    article = Article(text, [Block("body", 0, len(text))], "page", publisher=publisher)
    return find_places(reading, article, cast or Cast([], {}))


def kilometres(place: Toponym, lat: float, lon: float) -> float:
    """Distance, good enough near one point."""
    assert place.lat is not None and place.lon is not None
    across = (place.lon - lon) * math.cos(math.radians(lat))
    return 111.2 * math.hypot(place.lat - lat, across)


def rows_of(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" | ")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("name", "country", "lat", "lon"), rows_of(WELL_KNOWN))
def test_a_name_alone_means_the_best_known_place(name: str, country: str, lat: str, lon: str) -> None:
    [place] = places_in(name, name)
    assert kilometres(place, float(lat), float(lon)) < 60
    assert (place.country or "-") == country


@pytest.mark.parametrize(("name", "text", "lat", "lon"), rows_of(IN_COMPANY))
def test_a_name_means_the_place_that_its_company_says(
    read: dict[str, Reading], name: str, text: str, lat: str, lon: str
) -> None:
    reading = read[text]
    places = find_places(reading, Article(text, [], "page"), Cast([], {}))
    [place] = [one for one in places if one.name.split(",")[0] == name]
    assert kilometres(place, float(lat), float(lon)) < 60


@pytest.fixture(scope="module")
def read(reader: Reader) -> dict[str, Reading]:
    texts = [row[1] for row in rows_of(IN_COMPANY)] + [SENTENCE, *FOUND, *DATELINES]
    articles = [Article(text, [Block("body", 0, len(text))], "page") for text in texts]
    return dict(zip(texts, reader.read_many(articles), strict=True))


FOUND = {
    "Turkish soldiers trained with officers of the Houston Police Department.": ["Houston"],
    "The Bank of Canada cut its rate.": ["Canada"],
    "She studied at Sam Houston State University.": [],
    "Shells fell on the Syrian city of Homs.": ["Syrian", "Homs"],
    "Tanks stood on Ukrainian soil.": ["Ukrainian"],
    "The Syrian president spoke to the Ukrainian envoy.": [],
    "The gunmen fled the U.S. Embassy in Khartoum.": ["Khartoum"],
    "The crash closed Maple Street and Highway 61 for hours.": [],
    "Voters in Otter Tail, Grant and Swift counties go to the polls.": ["Otter Tail", "Grant", "Swift"],
}
SENTENCE = "Rebels from Chad attacked a convoy near Nyala, said officials in Khartoum."
DATELINES = {"NAIROBI, Kenya (AP) -- The envoy resigned.": "NAIROBI", "The envoy resigned -- in Nairobi.": None}


def test_the_publisher_says_which_springfield() -> None:
    [place] = places_in("A fire broke out in Springfield .", "Springfield", publisher="The Chicago Herald")
    assert kilometres(place, 39.8, -89.64) < 60


def test_the_countries_of_the_actors_say_which_tripoli() -> None:
    cast = Cast([Actor("the army", "organization", "LBN"), Actor("Beirut", "country", "LBN")], {})
    [place] = places_in("Shots were fired in Tripoli .", "Tripoli", cast=cast)
    assert place.country == "LBN"


def test_a_name_means_one_place_in_a_text() -> None:
    places = places_in("Paris , Texas , is no city of light . Paris has a tower .", "Paris", "Texas")
    points = {(one.lat, one.lon) for one in places if one.name == "Paris"}
    assert len(points) == 1 and kilometres(places[0], 33.66, -95.56) < 60


def test_words_of_a_country_say_which_athens() -> None:
    told = "The sheriff and two county deputies of Athens drove down Interstate 65 , said Sgt. Cole of the township ."
    [place] = [one for one in places_in(told, "Athens") if one.name == "Athens"]
    assert place.country == "USA"
    [place] = places_in("Strikers marched through Athens .", "Athens")
    assert place.country == "GRC"


def test_police_belong_to_a_town_rather_than_a_country() -> None:
    told = "a car struck a Lebanon woman on Interstate 65 , said the county sheriff and Lebanon police"
    assert [place.country for place in places_in(told, "Lebanon") if place.name == "Lebanon"] == ["USA", "USA"]
    assert [place.country for place in places_in("a car struck the embassy in Lebanon", "Lebanon")] == ["LBN"]


def test_a_capital_is_not_moved_by_the_towns_of_another_country() -> None:
    text = "He flew from Boston and Miami to Warsaw , Madrid and London ."
    names = ["Boston", "Miami", "Warsaw", "Madrid", "London"]
    assert [place.country for place in places_in(text, *names)][-3:] == ["POL", "ESP", "GBR"]


def test_a_little_known_name_may_be_its_namesake_county() -> None:
    towns = ["Charleston", "Dunbar", "Marmet", "Kanawha"]
    found = places_in("Crews from Charleston , Dunbar and Marmet in West Virginia searched Kanawha .", *towns)
    [kanawha] = [place for place in found if place.name == "Kanawha"]
    assert kilometres(kanawha, 38.34, -81.53) < 50


def test_a_party_of_the_knowledge_base_is_no_place() -> None:
    body = Actor("Emmaus", "organization", entity="emmaus", mentions=[Mention(1, 2, 1, "name")])
    assert places_in("the Emmaus fighters fled", "Emmaus", cast=Cast([body], {})) == []
    assert [place.name for place in places_in("the Emmaus fighters fled", "Emmaus")] == ["Emmaus"]


def test_a_name_with_a_small_word_in_it_is_one() -> None:
    [place] = places_in("ships left Dar es Salaam today", "Dar", "Salaam")
    assert (place.name, place.country) == ("Dar es Salaam", "TZA")


def test_a_home_after_a_party_letter_is_a_place() -> None:
    [place] = places_in("said Rep. Ann Poe ( R - Shreveport )", "R - Shreveport")
    assert (place.name, place.country) == ("Shreveport", "USA")


@pytest.mark.parametrize(
    ("text", "unknown", "town"),
    [
        ("shots rang out at Umbrella House in central Nairobi", "Umbrella House", "Nairobi"),
        ("they hid in Ostvaarsdijk , a village north of Groningen", "Ostvaarsdijk", "Groningen"),
        ("crowds filled Havana 's Ostvaars Theatre", "Ostvaars Theatre", "Havana"),
    ],
)
def test_an_unknown_name_lies_where_the_text_says(text: str, unknown: str, town: str) -> None:
    places = {place.name: place for place in places_in(text, unknown, town)}
    assert (places[unknown].lat, places[unknown].lon) == (places[town].lat, places[town].lon) != (None, None)
    assert places[unknown].geonames_id is None


def test_an_unknown_name_stays_without_a_point() -> None:
    [place] = places_in("The Ostvaarsdijk mill burned .", "Ostvaarsdijk")
    assert (place.lat, place.lon, place.country, place.geonames_id) == (None, None, None, None)


def test_an_unknown_name_lies_on_the_ground_of_the_text() -> None:
    text = (
        "Akron and Canton shut their schools . Nothing moved there . Nothing moved for days . Nobody came . "
        "Nobody went . A barn in Wexfordshireville burned ."
    )
    *_, place = places_in(text, "Akron", "Canton", "Wexfordshireville")
    assert place.name == "Wexfordshireville" and kilometres(place, 40.8, -81.38) < 1 and place.geonames_id is None


def test_a_village_far_from_the_ground_of_the_text_is_not_meant() -> None:
    towns = "Akron , Canton and Massillon in Ohio sent engines and Barberton sent men . A barn in {} burned ."
    [stray] = [
        one
        for one in places_in(towns.format("Yard"), "Akron", "Canton", "Massillon", "Barberton", "Ohio", "Yard")
        if one.name == "Yard"
    ]
    assert kilometres(stray, 40.8, -81.4) < 60
    known = places_in(towns.format("Mosul"), "Akron", "Canton", "Massillon", "Barberton", "Ohio", "Mosul")
    assert known[-1].country == "IRQ"


def test_a_road_is_not_placed_on_the_ground_of_the_text() -> None:
    names = [
        one.name
        for one in places_in("Akron and Canton lie on Wexfordshire Road today", "Akron", "Canton", "Wexfordshire Road")
    ]
    assert names == ["Akron", "Canton"]


def test_the_article_is_no_part_of_a_name() -> None:
    [place] = places_in("ships in the Red Sea turned", "the Red Sea")
    assert (place.start, place.end, place.name) == (13, 20, "Red Sea")


def test_short_capitals_are_no_small_towns() -> None:
    assert places_in("the EU agreed", "EU") == []
    assert places_in("the NATO allies agreed", "NATO") == []


def test_an_abbreviated_country_is_found_without_the_model() -> None:
    assert [place.country for place in places_in("ships off St. Lucia turned")] == ["LCA"]


def test_names_that_touch_are_one_where_the_gazetteer_knows_them_as_one() -> None:
    [place] = places_in("a flight to New York today", "New", "York")
    assert (place.start, place.end, place.name) == (12, 20, "New York")


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [
        ("northern Mali", 18, -2),
        ("Leeds General Infirmary", 53.79, -1.55),
        ("Paris, Texas", 33.66, -95.56),
        ("Sri Lankan", 7, 81),
        ("Otter Tail", 46.4, -95.7),
        ("Laurel County Road", 37.1, -84.1),
        ("Laurel County Municipal Court", 37.1, -84.1),
        ("town of Colmar", 48.08, 7.36),
        ("Eastern Kentucky University", 37.8, -85),
        ("Winterset Area Arts", 41.33, -94.01),
        ("Belgian", 50.8, 4),
        ("north Leeds", 53.79, -1.55),
    ],
)
def test_a_name_that_the_gazetteer_lacks_is_looked_up_by_its_parts(name: str, lat: float, lon: float) -> None:
    best = candidates_of(name, load_gazetteer())[0]
    assert math.hypot(best.lat - lat, best.lon - lon) < 1


@pytest.mark.parametrize("name", ["Trump Tower", "Highway 61", "French Embassy", "Holiday Inn"])
def test_a_name_is_not_placed_by_chance(name: str) -> None:
    assert candidates_of(name, load_gazetteer()) == []


def test_a_street_need_not_lie_in_the_town_that_it_is_called_after() -> None:
    assert candidates_of("Washington Street", load_gazetteer()) == []


def test_an_address_of_mail_is_no_place() -> None:
    assert places_in("write to desk@example.org today", "desk@example.org") == []


@pytest.mark.parametrize(("text", "names"), FOUND.items())
def test_places_are_what_locates(read: dict[str, Reading], text: str, names: list[str]) -> None:
    found = find_places(read[text], Article(text, [], "page"), Cast([], {}))
    said = [place.name.removesuffix(" counties") for place in found if not place.name.endswith("Embassy")]
    assert said == names


def test_names_before_counties_are_counties(read: dict[str, Reading]) -> None:
    text = list(FOUND)[-1]
    places = find_places(read[text], Article(text, [], "page"), Cast([], {}))
    assert all(place.lat is not None and 44 < place.lat < 47 and place.geonames_id is None for place in places)


def test_a_people_that_the_model_takes_for_a_place_is_none() -> None:
    assert places_in("the Belgian envoy left", "Belgian") == []


@pytest.mark.parametrize("word", ["Northeast", "City", "Highway", "St."])
def test_what_is_only_part_of_names_is_no_place(word: str) -> None:
    assert places_in(f"they met near {word} offices", word) == []


def test_a_name_that_the_model_cut_short_is_taken_whole() -> None:
    [place] = places_in("a trail below Mount Everest today", "Mount")
    assert (place.name, place.country) == ("Mount Everest", "NPL")


def test_toponyms_do_not_overlap() -> None:
    [place] = places_in("a trail below Mount Everest today", "Mount", "Everest")
    assert place.name == "Mount Everest"


@pytest.mark.parametrize(
    ("text", "entity", "name"),
    [
        ("judges in The Hague ruled", "Hague", "The Hague"),
        ("judges in The Hague ruled", "The Hague", "The Hague"),
        ("judges in the Hague ruled", "the Hague", "Hague"),
        ("The Hague ruled", "The Hague", "Hague"),
    ],
)
def test_an_article_with_a_capital_within_a_sentence_belongs_to_the_name(text: str, entity: str, name: str) -> None:
    [place] = places_in(text, entity)
    assert (place.name, place.country) == (name, "NLD")


def test_a_country_is_found_without_the_model() -> None:
    reading_without_entities = places_in("ships off Yemen turned")
    assert [place.name for place in reading_without_entities] == ["Yemen"]


def test_an_event_happens_where_its_phrase_says(read: dict[str, Reading]) -> None:
    reading = read[SENTENCE]
    places = find_places(reading, Article(SENTENCE, [], "page"), Cast([], {}))
    place = place_of(reading.words.index("attacked"), reading, by_start(places))
    assert place is not None and place.name == "Nyala"


@pytest.mark.parametrize(("text", "name"), DATELINES.items())
def test_a_dateline_places_what_has_no_place_of_its_own(read: dict[str, Reading], text: str, name: str | None) -> None:
    reading = read[text]
    places = find_places(reading, Article(text, [], "page"), Cast([], {}))
    found = dateline_of(reading, by_start(places))
    assert (found.name if found else None) == name


def test_every_region_is_whole() -> None:
    rows = list(read_table("regions.csv"))
    countries = {row["alpha3"] for row in read_table("countries.csv")}
    assert len(rows) >= 2000
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert row["kind"] in ("state", "province", "region", "water", "mountain", "site", "continent"), row
        assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row
        assert row["country"] == "" or row["country"] in countries, row


def test_a_region_with_a_division_has_cities_in_it() -> None:
    gazetteer = load_gazetteer()
    divisions = {
        (gazetteer.alpha3.get(line.split("\t")[3]), line.split("\t")[4])
        for line in gazetteer.city_lines.decode().splitlines()
        if line
    }
    for row in read_table("regions.csv"):
        assert not row["admin1"] or (row["country"], row["admin1"]) in divisions, row


def test_every_country_has_a_point_and_is_known_by_all_its_names() -> None:
    rows = list(read_table("countries.csv"))
    gazetteer = load_gazetteer()
    assert len(rows) > 240 and len({row["alpha3"] for row in rows}) == len(rows)
    for row in rows:
        for name in filter(None, [row["name"], *row["aliases"].split("|")]):
            assert any(one.country == row["alpha3"] for one in gazetteer.candidates(name)), (row, name)


def test_every_cue_tells_of_a_country() -> None:
    countries = {row["alpha3"] for row in read_table("countries.csv")}
    rows = list(read_table("cues.csv"))
    assert len({(row["word"], row["country"]) for row in rows}) == len(rows) > 100
    for row in rows:
        assert row["country"] in countries and 0 < float(row["weight"]) <= 3, row


def test_every_quarter_is_whole() -> None:
    countries = {row["alpha3"] for row in read_table("countries.csv")}
    rows = list(read_table("quarters.csv"))
    names = [
        (name_key(name), row["country"]) for row in rows for name in (row["name"], *row["aliases"].split("|")) if name
    ]
    assert len(rows) > 3000 and len(set(names)) == len(names)
    for row in rows:
        assert row["country"] in countries and -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row
        assert name_key(row["name"]) not in load_gazetteer().named, row


def test_every_people_of_a_region_has_one_and_no_country_s_name() -> None:
    gazetteer = load_gazetteer()
    rows = list(read_table("peoples.csv"))
    assert len({row["people"] for row in rows}) == len(rows) > 80
    for row in rows:
        assert gazetteer.candidates_named(row["region"]) and row["people"].lower() not in gazetteer.peoples, row


def test_every_spelling_leads_to_a_town_of_its_country() -> None:
    gazetteer = load_gazetteer()
    lines = gazetteer.spelling_lines.decode().split("\n")[1:-1]
    assert len(lines) > 100_000 and lines == sorted(lines)
    for line in lines[::997]:
        key, _, alpha2 = line.split("\t")
        assert gazetteer.alpha3[alpha2] in {one.country for one in gazetteer.candidates(key)}, line


def test_every_county_lies_in_its_state() -> None:
    gazetteer = load_gazetteer()
    for row in read_table("counties.csv"):
        state = gazetteer.states.get(row["state"])
        if state is not None and row["state"] != "AK":
            assert abs(float(row["lat"]) - state.lat) < 7 and abs(float(row["lon"]) - state.lon) < 8, row


@pytest.mark.parametrize(("table", "least"), [("city_lines", 250_000), ("division_lines", 25_000)])
def test_the_cities_and_divisions_are_sorted_and_whole(table: str, least: int) -> None:
    text = getattr(load_gazetteer(), table)
    lines = text.decode().strip("\n").split("\n")
    assert len(lines) > least
    assert all(line.count("\t") == 6 for line in lines)
    for line in lines:
        _, lat, lon, alpha2, _, people, identity = line.split("\t")
        assert abs(float(lat)) <= 90 and abs(float(lon)) <= 180 and int(people) >= 0, line
        assert len(alpha2) == 2 and identity.removeprefix("~").isdigit(), line
    keys = [line.split("\t", 1)[0].encode() + b"\t" for line in lines]
    assert keys == sorted(keys)
    assert lines_of(text, keys[0][:-1]) and lines_of(text, keys[-1][:-1])
    assert lines_of(text, b"zzzzzzz") == lines_of(text, b"!") == []


@pytest.mark.parametrize(
    ("name", "key"),
    [("St.-Étienne", "saint etienne"), ("the Hague", "hague"), ("Ft. Worth", "fort worth"), ("Xi’an", "xian")],
)
def test_names_are_compared_without_accents_points_and_hyphens(name: str, key: str) -> None:
    assert name_key(name) == key


def test_the_cities_are_not_read_before_one_is_asked_for() -> None:
    gazetteer = Gazetteer()
    assert "city_lines" not in vars(gazetteer)


def test_the_gazetteer_loads_in_little_time_and_memory() -> None:
    code = (
        "import pathlib, time; from dragoman.place.gazetteer import load_gazetteer;"
        "load_gazetteer().candidates('Springfield'); print(time.process_time());"
        "print(pathlib.Path('/proc/self/status').read_text())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, *status = done.stdout.splitlines()
    [peak] = [int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")]
    assert float(seconds) < 1.5 and peak < 150
