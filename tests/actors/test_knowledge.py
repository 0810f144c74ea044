"""Names, peoples, capitals, offices and agent nouns to entities, as of a date."""

from datetime import date
from pathlib import Path

import pytest

from dragoman.actors.knowledge import KnowledgeBase, load_knowledge
from dragoman.actors.tables import EXTRA_COLUMNS, TableError

SPRING_2023 = date(2023, 4, 3)


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_knowledge()


def first(entities: list[object]) -> str | None:
    return getattr(entities[0], "key") if entities else None  # noqa: B009


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("China", "country:CHN"),
        ("People's Republic of China", "country:CHN"),
        ("People’s Republic of China", "country:CHN"),
        ("US", "country:USA"),
        ("U.S.", "country:USA"),
        ("the United States", "country:USA"),
        ("America", "country:USA"),
        ("UK", "country:GBR"),
        ("Britain", "country:GBR"),
        ("UAE", "country:ARE"),
        ("DPRK", "country:PRK"),
        ("Burma", "country:MMR"),
        ("Swaziland", "country:SWZ"),
        ("Zaire", "country:COD"),
        ("Macedonia", "country:MKD"),
        ("Türkiye", "country:TUR"),
        ("Turkiye", "country:TUR"),
        ("Côte d'Ivoire", "country:CIV"),
        ("Cote d’Ivoire", "country:CIV"),
        ("Ivory Coast", "country:CIV"),
        ("Guinea-Bissau", "country:GNB"),
        ("Guinea Bissau", "country:GNB"),
        ("Guinea", "country:GIN"),
        ("Equatorial Guinea", "country:GNQ"),
        ("Papua New Guinea", "country:PNG"),
        ("Niger", "country:NER"),
        ("Nigeria", "country:NGA"),
        ("Jordan", "country:JOR"),
        ("Chad", "country:TCD"),
        ("Georgia", "country:GEO"),
        ("Korea", "country:KOR"),
        ("Congo", "country:COD"),
        ("Congo-Brazzaville", "country:COG"),
        ("Palestine", "country:PSE"),
        ("Kosovo", "country:XKX"),
        ("St. Lucia", "country:LCA"),
        ("Saint Lucia", "country:LCA"),
        ("the UN", "organization:united-nations"),
        ("U.N. Security Council", "organization:un-security-council"),
        ("WHO", "organization:who"),
        ("NATO", "organization:nato"),
        ("Nato", "organization:nato"),
        ("North Atlantic Treaty Organisation", "organization:nato"),
        ("International Criminal Court", "organization:icc"),
        ("Doctors Without Borders", "organization:msf"),
        ("State Department", "organization:us-state-department"),
        ("Bundestag", "organization:bundestag"),
        ("IDF", "organization:idf"),
        ("FSB", "organization:fsb"),
        ("The New York Times", "organization:new-york-times"),
        ("New York Times", "organization:new-york-times"),
        ("Islamic State", "group:islamic-state"),
        ("ISIS", "group:islamic-state"),
        ("Isis", "group:islamic-state"),
        ("Daesh", "group:islamic-state"),
        ("al-Qaeda", "group:al-qaeda"),
        ("Al Qaida", "group:al-qaeda"),
        ("Boko Haram", "group:boko-haram"),
        ("Taliban", "group:taliban"),
        ("Hezbollah", "group:hezbollah"),
        ("Hizbullah", "group:hezbollah"),
        ("FARC", "group:revolutionary-armed-forces-of-colombia"),
        ("Xi Jinping", "person:xi-jinping"),
        ("Vladimir Putin", "person:vladimir-putin"),
        ("Emmanuel Macron", "person:emmanuel-macron"),
        ("Joseph Biden", "person:joe-biden"),
        ("Antonio Guterres", "person:antonio-guterres"),
        ("António Guterres", "person:antonio-guterres"),
        ("Vaclav Havel", "person:vaclav-havel"),
    ],
)
def test_a_name_is_found_as_news_writes_it(knowledge: KnowledgeBase, name: str, key: str) -> None:
    assert first(knowledge.lookup(name, SPRING_2023)) == key


@pytest.mark.parametrize(
    "word", ["us", "Us", "who", "Who", "it", "It", "turkey", "china", "may", "is", "Is", "times", "Let"]
)
def test_a_common_word_is_no_name(knowledge: KnowledgeBase, word: str) -> None:
    assert knowledge.lookup(word, SPRING_2023) == []


def test_times_is_a_newspaper_only_with_its_article(knowledge: KnowledgeBase) -> None:
    assert knowledge.lookup("Times") == []
    assert first(knowledge.lookup("The Times")) == first(knowledge.lookup("the Times")) == "organization:the-times"


def test_an_ambiguous_name_gives_all_it_may_mean_in_the_order_of_the_rule(knowledge: KnowledgeBase) -> None:
    assert [one.key for one in knowledge.lookup("Georgia")] == ["country:GEO", "region:US-GA"]
    assert [one.key for one in knowledge.lookup("Congo")] == ["country:COD", "country:COG"]
    assert [one.key for one in knowledge.lookup("Korea")] == ["country:KOR", "country:PRK"]


def test_washington_is_the_government_and_washington_state_a_part_of_the_country(knowledge: KnowledgeBase) -> None:
    assert knowledge.lookup("Washington") == []
    assert [match.kind for match in knowledge.scan(["Washington", "replied"])] == ["capital"]
    assert first(knowledge.lookup("Washington state")) == "region:US-WA"


def test_a_state_that_is_no_more_gives_way_to_its_heir(knowledge: KnowledgeBase) -> None:
    assert first(knowledge.lookup("Soviet Union", date(1985, 5, 1))) == "country:SUN"
    assert getattr(knowledge.capital("Moscow", date(1985, 5, 1)), "key", None) == "country:SUN"
    assert getattr(knowledge.capital("Moscow", SPRING_2023), "key", None) == "country:RUS"
    assert getattr(knowledge.metonym("the Kremlin", date(1985, 5, 1)), "country", None) == "SUN"


@pytest.mark.parametrize(
    ("surname", "on", "key"),
    [
        ("Bush", date(1991, 2, 1), "person:george-h-w-bush"),
        ("Bush", date(2005, 2, 1), "person:george-w-bush"),
        ("Clinton", date(1996, 5, 1), "person:bill-clinton"),
        ("Clinton", date(2010, 5, 1), "person:hillary-clinton"),
        ("Xi", SPRING_2023, "person:xi-jinping"),
        ("Putin", SPRING_2023, "person:vladimir-putin"),
        ("May", date(2018, 1, 5), "person:theresa-may"),
        ("Trump", date(2018, 1, 5), "person:donald-trump"),
        ("von der Leyen", SPRING_2023, "person:ursula-von-der-leyen"),
        ("Sisi", SPRING_2023, "person:abdel-fattah-el-sisi"),
        ("el-Sisi", SPRING_2023, "person:abdel-fattah-el-sisi"),
        ("Lopez Obrador", SPRING_2023, "person:andres-manuel-lopez-obrador"),
        ("Lula", SPRING_2023, "person:luiz-inacio-lula-da-silva"),
        ("Saddam", date(2002, 6, 1), "person:saddam-hussein"),
        ("Thaksin", date(2004, 6, 1), "person:thaksin-shinawatra"),
        ("Assad", SPRING_2023, "person:bashar-al-assad"),
        ("Kim", SPRING_2023, "person:kim-jong-un"),
    ],
)
def test_a_surname_is_of_whoever_was_in_office(knowledge: KnowledgeBase, surname: str, on: date, key: str) -> None:
    assert first(knowledge.surname(surname, on)) == key


def test_a_ruler_comes_before_his_family(knowledge: KnowledgeBase) -> None:
    assert first(knowledge.surname("Gaddafi", date(2015, 6, 1))) == "person:moammar-gadhafi"
    assert first(knowledge.surname("Assad", date(2015, 6, 1))) == "person:bashar-al-assad"


def test_a_full_name_of_two_presidents_is_of_the_one_in_office(knowledge: KnowledgeBase) -> None:
    assert first(knowledge.lookup("George Bush", date(1990, 8, 2))) == "person:george-h-w-bush"
    assert first(knowledge.lookup("George Bush", date(2003, 3, 20))) == "person:george-w-bush"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Anthony Blinken", "person:antony-blinken"),
        ("Zelenskiy", "person:volodymyr-zelensky"),
        ("Volodymyr Zelenskyi", "person:volodymyr-zelensky"),
        ("Emanuel Macron", "person:emmanuel-macron"),
        ("Sergej Lavrov", "person:sergei-lavrov"),
        ("Yevgeny Prigozin", "person:yevgeny-prigozhin"),
        ("Vladimir Poutine", "person:vladimir-putin"),
        ("Charles E. Grassley", "person:chuck-grassley"),
    ],
)
def test_another_spelling_is_the_same_person(knowledge: KnowledgeBase, written: str, key: str) -> None:
    assert first(knowledge.similar(written, SPRING_2023)) == key


@pytest.mark.parametrize(
    "written",
    [
        "Barbara Blinken",
        "Otto Putin",
        "Quentin Wintergreen",
        "putin",
        "Hussein Saddam Idris",
        "David Owen Davies",
        "Robert C",
    ],
)
def test_a_namesake_is_not_the_same_person(knowledge: KnowledgeBase, written: str) -> None:
    assert knowledge.similar(written, SPRING_2023) == []


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Dutch", "country:NLD"),
        ("Filipinos", "country:PHL"),
        ("Britons", "country:GBR"),
        ("British", "country:GBR"),
        ("Americans", "country:USA"),
        ("South Korean", "country:KOR"),
        ("Nigerien", "country:NER"),
        ("Nigerian", "country:NGA"),
        ("Frenchmen", "country:FRA"),
        ("Bissau-Guinean", "country:GNB"),
        ("Soviet", "country:SUN"),
        ("Scottish", "region:GB-SCT"),
        ("Chechen", "region:RU-CE"),
    ],
)
def test_a_people_tells_its_country(knowledge: KnowledgeBase, word: str, key: str) -> None:
    assert getattr(knowledge.demonym(word), "key", None) == key


def test_polish_is_a_people_and_polish_a_verb(knowledge: KnowledgeBase) -> None:
    assert getattr(knowledge.demonym("Polish"), "key", None) == "country:POL"
    assert knowledge.demonym("polish") is None


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Washington", "USA"),
        ("Beijing", "CHN"),
        ("Peking", "CHN"),
        ("Kyiv", "UKR"),
        ("Kiev", "UKR"),
        ("The Hague", "NLD"),
        ("Pretoria", "ZAF"),
        ("Naypyidaw", "MMR"),
        ("Tehran", "IRN"),
        ("N'Djamena", "TCD"),
        ("Pristina", "XKX"),
    ],
)
def test_a_capital_stands_for_the_government(knowledge: KnowledgeBase, name: str, country: str) -> None:
    seat = knowledge.capital(name, SPRING_2023)
    assert seat is not None
    assert (seat.country, seat.sector) == (country, "GOV")


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("the Kremlin", "RUS", "GOV"),
        ("Zhongnanhai", "CHN", "GOV"),
        ("Whitehall", "GBR", "GOV"),
        ("Downing Street", "GBR", "GOV"),
        ("No. 10", "GBR", "GOV"),
        ("the White House", "USA", "GOV"),
        ("the Pentagon", "USA", "GOV"),
        ("Foggy Bottom", "USA", "GOV"),
        ("Capitol Hill", "USA", "LEG"),
        ("the Élysée", "FRA", "GOV"),
        ("the Elysee Palace", "FRA", "GOV"),
        ("Quai d’Orsay", "FRA", "GOV"),
        ("the Vatican", "VAT", "GOV"),
        ("the Blue House", "KOR", "GOV"),
        ("Langley", "USA", "SPY"),
        ("Scotland Yard", "GBR", "COP"),
    ],
)
def test_a_metonym_stands_for_a_body(knowledge: KnowledgeBase, phrase: str, country: str, sector: str) -> None:
    meant = knowledge.metonym(phrase, SPRING_2023)
    assert meant is not None
    assert (meant.country, meant.sector) == (country, sector)


def test_brussels_is_the_union_before_the_alliance_before_belgium(knowledge: KnowledgeBase) -> None:
    assert [meant.name for meant in knowledge.metonyms("Brussels")] == ["European Union", "NATO", "Belgium"]


@pytest.mark.parametrize(
    ("country", "office", "on", "name"),
    [
        ("CHN", "leader", date(2023, 4, 3), "Xi Jinping"),
        ("CHN", "leader", date(2008, 4, 3), "Hu Jintao"),
        ("RUS", "leader", date(2010, 4, 3), "Dmitry Medvedev"),
        ("RUS", "foreign minister", date(2023, 4, 3), "Sergei Lavrov"),
        ("USA", "foreign minister", date(2023, 4, 3), "Antony Blinken"),
        ("USA", "head of state", date(1995, 4, 3), "Bill Clinton"),
        ("GBR", "leader", date(2004, 4, 3), "Tony Blair"),
        ("FRA", "leader", date(2014, 4, 3), "Francois Hollande"),
        ("DEU", "leader", date(2014, 4, 3), "Angela Merkel"),
        ("IRN", "leader", date(2014, 4, 3), "Ali Khamenei"),
        ("PRK", "leader", date(2014, 4, 3), "Kim Jong Un"),
        ("IND", "leader", date(2016, 4, 3), "Narendra Modi"),
        ("ISR", "leader", date(2016, 4, 3), "Benjamin Netanyahu"),
        ("MMR", "leader", date(2022, 4, 3), "Min Aung Hlaing"),
        ("AFG", "leader", date(2022, 4, 3), "Hibatullah Akhundzada"),
    ],
)
def test_an_office_tells_its_holder(knowledge: KnowledgeBase, country: str, office: str, on: date, name: str) -> None:
    assert [term.person.name for term in knowledge.holders(country, office, on)][:1] == [name]


def test_an_organization_has_one_head_and_not_its_envoys(knowledge: KnowledgeBase) -> None:
    nations, alliance = knowledge.lookup("United Nations")[0], knowledge.lookup("NATO")[0]
    assert [term.person.name for term in knowledge.heads(nations, SPRING_2023)] == ["Antonio Guterres"]
    assert [term.person.name for term in knowledge.heads(alliance, date(2011, 3, 1))] == ["Anders Fogh Rasmussen"]


@pytest.mark.parametrize(
    ("name", "on", "role", "affiliation"),
    [
        ("Antony Blinken", SPRING_2023, "US Secretary of State", ("USA", "GOV")),
        ("Antony Blinken", date(2025, 6, 1), None, ("USA", "ELI")),
        ("Vladimir Putin", SPRING_2023, "President of Russia", ("RUS", "GOV")),
        ("Sergei Lavrov", SPRING_2023, "Russian Foreign Minister", ("RUS", "GOV")),
        ("Rishi Sunak", SPRING_2023, "Prime Minister of the United Kingdom", ("GBR", "GOV")),
        ("Jens Stoltenberg", date(2010, 1, 1), "Prime Minister of Norway", ("NOR", "GOV")),
        ("Jens Stoltenberg", SPRING_2023, "NATO Secretary General", ("IGO", None)),
        ("Antonio Guterres", SPRING_2023, "Secretary-General of the United Nations", ("UNO", None)),
        ("Hassan Nasrallah", SPRING_2023, "Hezbollah Leader", ("LBN", "REB")),
    ],
)
def test_a_person_has_the_role_of_the_date(
    knowledge: KnowledgeBase, name: str, on: date, role: str | None, affiliation: tuple[str, str | None]
) -> None:
    person = knowledge.lookup(name, on)[0]
    assert knowledge.role(person, on) == role
    assert knowledge.affiliation(person, on) == affiliation


@pytest.mark.parametrize(
    ("words", "head", "sector", "office"),
    [
        ("the riot police", 2, "COP", None),
        ("three policemen", 1, "COP", None),
        ("government troops", 1, "MIL", None),
        ("pro-democracy protesters", 1, "CVL", None),
        ("Jewish settlers", 1, "CVL", None),
        ("unidentified gunmen", 1, "UAF", None),
        ("opposition lawmakers", 1, "LEG", None),
        ("its foreign minister", 2, "GOV", "foreign minister"),
        ("the secretaries of state", 1, "GOV", "foreign minister"),
        ("the head of Russian diplomacy", 1, "GOV", "foreign minister"),
        ("the Chinese leader", 2, "GOV", "leader"),
        ("the former president", 2, "ELI", None),
        ("the president", 1, "GOV", "head of state"),
    ],
)
def test_an_agent_noun_is_found_by_its_head(
    knowledge: KnowledgeBase, words: str, head: int, sector: str, office: str | None
) -> None:
    agent = knowledge.agent(words.split(), head)
    assert agent is not None
    assert (agent.sector, agent.office) == (sector, office)


def test_aid_workers_are_of_no_country(knowledge: KnowledgeBase) -> None:
    agent = knowledge.agent(["aid", "workers"])
    assert agent is not None
    assert agent.country == "NGO"


def test_a_noun_that_is_no_actor_is_none(knowledge: KnowledgeBase) -> None:
    assert knowledge.agent(["red", "banana"]) is None


def test_titles_before_a_name(knowledge: KnowledgeBase) -> None:
    longest = knowledge.title(["Secretary", "of", "State", "Madeleine", "Albright"])
    assert longest is not None
    assert (longest[0].office, longest[1]) == ("foreign minister", 3)
    honorific = knowledge.title(["Mrs.", "Gandhi"])
    assert honorific is not None
    assert honorific[0].gender == "f"
    assert knowledge.title(["president", "Xi"]) is None


def test_given_names_tell_gender_only_where_they_do(knowledge: KnowledgeBase) -> None:
    told = {
        name: knowledge.given_gender(name) for name in ("Vladimir", "Angela", "Fatima", "Kim", "Jean-Claude", "Xyzzy")
    }
    assert told == {"Vladimir": "m", "Angela": "f", "Fatima": "f", "Kim": "both", "Jean-Claude": "m", "Xyzzy": None}


def test_a_text_is_scanned_for_the_longest_names(knowledge: KnowledgeBase) -> None:
    text = "Rebels of al - Qaeda in Iraq and the Iraqi army fought near Baghdad , the U.S. State Department told us ."
    words = text.split()
    found = [
        (" ".join(words[match.first : match.end]), match.kind, match.entities[0].key) for match in knowledge.scan(words)
    ]
    assert found == [
        ("al - Qaeda in Iraq", "name", "group:al-qaeda-in-iraq"),
        ("Iraqi army", "name", "organization:iraqi-army"),
        ("Baghdad", "capital", "country:IRQ"),
        ("U.S. State Department", "name", "organization:us-state-department"),
    ]


def test_a_name_with_a_possessive_in_it_is_found_however_the_words_are_cut(knowledge: KnowledgeBase) -> None:
    found = knowledge.scan("The Lord 's Resistance Army and China ’s People ’s Liberation Army".split())
    assert [match.entities[0].key for match in found] == [
        "group:lords-resistance-army", "country:CHN", "organization:pla",
    ]  # fmt: skip


def test_a_shouted_headline_names_no_abbreviations(knowledge: KnowledgeBase) -> None:
    assert knowledge.scan(["WHAT", "IS", "NEW", "AND", "WHO", "CARES"]) == []


def test_a_users_table_adds_people_and_bodies(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    lines = [
        ",".join(EXTRA_COLUMNS),
        "River Front,RIVF|Front of the River,group,MLI,REB,,,2015,,",
        "Zebulon Quist,Zeb Quist,person,ISL,,foreign minister,Foreign Minister,2019-05-01,2020-05-01,m",
    ]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    knowledge = load_knowledge([table])
    assert first(knowledge.lookup("RIVF")) == "group:river-front"
    person = knowledge.surname("Quist", date(2019, 6, 1))[0]
    assert knowledge.role(person, date(2019, 6, 1)) == "Icelandic Foreign Minister"


def test_a_bad_row_of_a_users_table_is_named_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(",".join(EXTRA_COLUMNS) + "\nSomebody,,person,ISL,,other,Mayor,May 2019,,\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"mine\.csv, line 2: 'May 2019' is no ISO date"):
        load_knowledge([table])


def test_without_a_date_what_exists_still_comes_first(knowledge: KnowledgeBase) -> None:
    assert getattr(knowledge.capital("Moscow"), "key", None) == "country:RUS"
    assert getattr(knowledge.capital("Belgrade"), "key", None) == "country:SRB"
    assert getattr(knowledge.metonym("the Kremlin"), "country", None) == "RUS"
    assert first(knowledge.lookup("Soviet Union")) == "country:SUN"
