"""Who is spoken of: names, titles, descriptions, peoples, capitals and pronouns to actors, read by the real model."""

from collections.abc import Callable, Sequence
from functools import cache

import pytest

from dragoman.actors.cast import Actor, Cast
from dragoman.actors.knowledge import KnowledgeBase, load_knowledge
from dragoman.actors.resolution import find_actors
from dragoman.language.reader import Reader
from dragoman.language.reading import Reading
from dragoman.page.article import Article, Block
from dragoman.record import MentionKind


class Told:
    """A text with its actors, asked by the words of a mention."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.reading, self.cast = reading, cast

    def mentions(self, actor: Actor, kind: MentionKind | None = None) -> list[str]:
        return [self.reading.said(one.first, one.end) for one in actor.mentions if kind in (None, one.kind)]

    def all(self, words: str) -> list[Actor]:
        return [actor for actor in self.cast.actors if words in self.mentions(actor)]

    def who(self, words: str) -> Actor:
        found = self.all(words)
        assert len(found) == 1, f"{words!r} is {len(found)} actors of {self.names}"
        return found[0]

    def kinds(self, words: str) -> set[str]:
        return {
            one.kind
            for actor in self.all(words)
            for one in actor.mentions
            if self.reading.said(one.first, one.end) == words
        }

    @property
    def names(self) -> list[str]:
        return [actor.name for actor in self.cast.actors]


@cache
def knowledge() -> KnowledgeBase:
    return load_knowledge()


@pytest.fixture(scope="module")
def tell(reader: Reader) -> Callable[..., Told]:
    """Read a text (paragraphs as arguments) as of a date."""

    def read(*paragraphs: str, on: str | None = None) -> Told:
        text = "\n\n".join(paragraphs)
        blocks, start = [], 0
        for paragraph in paragraphs:
            blocks.append(Block("body", start, start + len(paragraph)))
            start += len(paragraph) + 2
        article = Article(text, blocks, "test", published=on)
        reading = reader.read(article)
        return Told(reading, find_actors(reading, article, knowledge()))

    return read


def same(told: Told, *words: str) -> bool:
    return len({id(told.who(one)) for one in words}) == 1


# Names


def test_a_full_name_and_the_short_one_after_it_are_one_person(tell: Callable[..., Told]) -> None:
    told = tell("Marta Lindqvist opened the hospital on Friday. Lindqvist praised the nurses.")
    assert same(told, "Marta Lindqvist", "Lindqvist")
    assert told.who("Lindqvist").name == "Marta Lindqvist"


def test_a_short_name_in_the_headline_waits_for_the_full_one(tell: Callable[..., Told]) -> None:
    told = tell("Lindqvist opens hospital", "Marta Lindqvist opened the new hospital on Friday.")
    assert same(told, "Marta Lindqvist", "Lindqvist")


def test_two_of_one_surname_stay_two(tell: Callable[..., Told]) -> None:
    told = tell("Peter Hartmann accused the minister. His sister Anna Hartmann defended the minister.")
    assert told.who("Peter Hartmann") is not told.who("Anna Hartmann")


def test_a_title_tells_which_of_two_is_meant(tell: Callable[..., Told]) -> None:
    told = tell("John Carver met Mary Carver in London. Mrs Carver signed the contract.")
    assert same(told, "Mary Carver", "Carver")


def test_the_name_is_bare(tell: Callable[..., Told]) -> None:
    told = tell("Mr. Lindqvist's lawyers met President Emmanuel Macron's advisers.", on="2023-05-02")
    assert "Emmanuel Macron" in told.mentions(told.who("Emmanuel Macron"), "name")
    assert "Lindqvist" in told.mentions(told.who("Lindqvist"), "name")


def test_a_misspelt_name_is_still_who_it_is(tell: Callable[..., Told]) -> None:
    told = tell("Foreign Minister Anallena Baerbock welcomed the decision.", on="2023-05-02")
    assert told.who("Anallena Baerbock").entity == "person:annalena-baerbock"


def test_an_organization_and_its_abbreviation_are_one(tell: Callable[..., Told]) -> None:
    told = tell("The Northern Fishermen's Union called a strike. The NFU said talks had failed.")
    assert same(told, "NFU", next(name for name in told.mentions(told.who("NFU")) if name != "NFU"))


def test_the_court_is_the_court_named_before(tell: Callable[..., Told]) -> None:
    told = tell("The International Criminal Court opened an inquiry. The court said witnesses had come forward.")
    assert told.who("The court").entity == "organization:icc"


def test_a_known_body_has_its_key_and_sector(tell: Callable[..., Told]) -> None:
    told = tell("NATO condemned the attack.", on="2023-05-02")
    assert told.who("NATO").kind == "organization"
    assert told.who("NATO").entity == "organization:nato"


def test_a_surname_alone_is_the_one_in_office_on_the_date(tell: Callable[..., Told]) -> None:
    early = tell("Bush threatened to veto the bill.", on="1991-05-02")
    late = tell("Bush threatened to veto the bill.", on="2005-05-02")
    assert early.who("Bush").entity != late.who("Bush").entity


def test_a_surname_alone_without_a_date_stays_a_name(tell: Callable[..., Told]) -> None:
    told = tell("Miller said the bridge would open in June.")
    assert told.who("Miller").entity is None


# Roles


def test_a_title_before_the_name_is_no_mention_of_its_own(tell: Callable[..., Told]) -> None:
    told = tell("French President Emmanuel Macron arrived on Monday.", on="2023-05-02")
    macron = told.who("Emmanuel Macron")
    assert told.mentions(macron, "role") == []
    assert told.mentions(macron, "name") == ["Emmanuel Macron"]
    assert (macron.country, macron.sector) == ("FRA", "GOV")


def test_the_whole_phrase_stands_for_the_person_too(tell: Callable[..., Told]) -> None:
    told = tell("French President Emmanuel Macron arrived on Monday.", on="2023-05-02")
    assert "French President Emmanuel Macron" in told.mentions(told.who("Emmanuel Macron"), "nominal")


def test_a_title_of_several_words(tell: Callable[..., Told]) -> None:
    told = tell("US Secretary of State Antony Blinken landed in Cairo.", on="2023-05-02")
    assert "US Secretary of State Antony Blinken" in told.mentions(told.who("Antony Blinken"), "nominal")
    assert "State" not in told.names


def test_an_apposition_tells_the_role(tell: Callable[..., Told]) -> None:
    told = tell("Ivana Petkova, the mayor of the town, thanked the firefighters.")
    assert told.who("Ivana Petkova").role == "mayor of the town"


def test_a_role_with_the_name_in_apposition(tell: Callable[..., Told]) -> None:
    told = tell("The Danish prime minister, Mette Frederiksen, visited the port.", on="2023-05-02")
    assert same(told, "The Danish prime minister", "Mette Frederiksen")


def test_a_copula_tells_the_role(tell: Callable[..., Told]) -> None:
    told = tell("Ivana Petkova is the mayor of Plovdiv. The mayor praised the firefighters.")
    assert same(told, "Ivana Petkova", "The mayor")


def test_what_somebody_is_not_is_no_role(tell: Callable[..., Told]) -> None:
    told = tell("Ivana Petkova is not the mayor of Plovdiv.")
    assert told.who("Ivana Petkova").role is None


def test_the_leader_of_a_country_is_the_one_named_before(tell: Callable[..., Told]) -> None:
    told = tell("Emmanuel Macron flew to Berlin. The French leader will meet trade unions.", on="2023-05-02")
    assert same(told, "Emmanuel Macron", "The French leader")


def test_the_leader_of_a_country_is_known_by_the_date(tell: Callable[..., Told]) -> None:
    told = tell("The Chinese leader will travel to Moscow.", on="2023-03-10")
    assert told.who("The Chinese leader").entity == "person:xi-jinping"
    assert told.kinds("The Chinese leader") == {"role"}


def test_the_top_diplomat_is_the_foreign_minister(tell: Callable[..., Told]) -> None:
    told = tell("Germany's top diplomat called for restraint.", on="2023-05-02")
    assert told.who("Germany's top diplomat").entity == "person:annalena-baerbock"


def test_the_head_of_a_capital_s_diplomacy_is_the_foreign_minister(tell: Callable[..., Told]) -> None:
    told = tell("The head of Washington diplomacy called for restraint.", on="2022-05-02")
    assert told.who("The head of Washington diplomacy").entity == "person:antony-blinken"


def test_the_head_of_diplomacy_who_adds_something_is_the_minister_named_before(tell: Callable[..., Told]) -> None:
    told = tell(
        "Sergey Lavrov arrived in Cairo.",
        "“We will not sign this treaty,” said the head of Moscow diplomacy.",
        "“The text is dead,” he added.",
        on="2022-07-24",
    )
    assert same(told, "Sergey Lavrov", "the head of Moscow diplomacy", "he")


def test_the_chief_of_a_people_s_diplomacy_is_the_foreign_minister(tell: Callable[..., Told]) -> None:
    told = tell("The chief of German diplomacy flew home. Annalena Baerbock was tired.", on="2023-05-02")
    assert same(told, "The chief of German diplomacy", "Annalena Baerbock")


def test_the_top_diplomat_of_the_union_is_not_the_head_of_its_commission(tell: Callable[..., Told]) -> None:
    told = tell("The EU's top diplomat called for restraint.", on="2023-05-02")
    assert told.who("The EU's top diplomat").entity == "person:josep-borrell"


def test_the_kremlin_chief_is_the_president_of_russia(tell: Callable[..., Told]) -> None:
    told = tell("Dmitry Medvedev spoke in Sochi. The Kremlin chief praised farmers.", on="2010-05-02")
    assert same(told, "Dmitry Medvedev", "The Kremlin chief")


def test_the_bearer_of_a_title_is_known_by_the_date(tell: Callable[..., Told]) -> None:
    told = tell("The White House press secretary declined to comment.", on="2023-05-02")
    assert told.who("The White House press secretary").entity == "person:karine-jean-pierre"


def test_a_title_that_many_bear_is_nobody_known(tell: Callable[..., Told]) -> None:
    told = tell("A US senator declined to comment.", on="2023-05-02")
    assert all(actor.entity is None for actor in told.cast.actors if actor.kind == "person")


def test_a_king_without_a_country_is_nobody_known(tell: Callable[..., Told]) -> None:
    told = tell("The envoy met the king and thanked the chancellor.", on="2022-05-01")
    assert all(actor.entity is None for actor in told.cast.actors if actor.kind == "person")


def test_a_title_is_no_organization(tell: Callable[..., Told]) -> None:
    told = tell(
        "US Secretary of State Antony Blinken landed in Cairo. The US Secretary of State smiled.", on="2023-05-02"
    )
    assert [actor.name for actor in told.cast.actors if actor.kind in ("organization", "person")] == ["Antony Blinken"]


def test_a_title_that_the_tree_breaks_up_is_still_one(tell: Callable[..., Told]) -> None:
    told = tell("Kenyan Secretary of Defense Joe Miller met with Prime Minister Anna Brandt. Her Secretary disagreed.")
    assert "Kenyan Secretary of Defense Joe Miller" in told.mentions(told.who("Joe Miller"), "nominal")


def test_a_former_president_is_not_the_president(tell: Callable[..., Told]) -> None:
    told = tell("The former French president was questioned by the police.", on="2023-05-02")
    assert told.who("The former French president").entity is None


def test_a_president_without_a_country_is_nobody_known(tell: Callable[..., Told]) -> None:
    told = tell("The president of the club resigned.", on="2023-05-02")
    assert told.who("The president of the club").entity is None


def test_the_role_is_that_of_the_date(tell: Callable[..., Told]) -> None:
    before, after = (
        tell("Rishi Sunak spoke in Parliament.", on=day).who("Rishi Sunak") for day in ("2021-06-01", "2023-06-01")
    )
    assert after.role is not None and "Prime Minister" in after.role
    assert before.role is None or "Prime Minister" not in before.role


def test_an_unknown_person_gets_country_and_sector_from_what_is_said_of_him(tell: Callable[..., Told]) -> None:
    told = tell("Bulgarian opposition deputy Ivan Stoyanov left the hall.")
    assert told.who("Ivan Stoyanov").country == "BGR"
    assert told.who("Ivan Stoyanov").sector in ("LEG", "OPP")


# Countries, capitals, peoples


def test_a_country_s_name_that_acts_is_a_name(tell: Callable[..., Told]) -> None:
    told = tell("Norway signed the treaty.")
    assert (told.who("Norway").kind, told.who("Norway").country) == ("country", "NOR")
    assert told.kinds("Norway") == {"name"}


def test_a_country_that_only_locates_is_no_actor(tell: Callable[..., Told]) -> None:
    told = tell("The workers met in Norway.")
    assert not told.all("Norway")


def test_a_capital_that_speaks_is_its_government(tell: Callable[..., Told]) -> None:
    told = tell("Madrid says the deal is dead. Spain will not sign.")
    assert same(told, "Madrid", "Spain")
    assert told.kinds("Madrid") == {"place"}


def test_a_capital_that_only_locates_is_no_actor(tell: Callable[..., Told]) -> None:
    told = tell("The workers met in Madrid on Friday.")
    assert not told.all("Madrid")


def test_a_capital_that_is_shelled_is_no_actor(tell: Callable[..., Told]) -> None:
    told = tell("Rockets were fired from the hills near Damascus.")
    assert not told.all("Damascus")


def test_a_capital_with_which_one_talks_acts(tell: Callable[..., Told]) -> None:
    told = tell("Turkey resumed talks with Athens.")
    assert told.who("Athens").country == "GRC"


def test_a_statesman_called_like_a_capital_is_a_person(tell: Callable[..., Told]) -> None:
    told = tell("Denzel Washington thanked the jury. Washington was visibly moved.")
    assert same(told, "Denzel Washington", "Washington")
    assert told.who("Washington").kind == "person"


def test_a_metonym_stands_for_what_it_stands_for(tell: Callable[..., Told]) -> None:
    told = tell("The Kremlin rejected the report.", on="2023-05-02")
    assert told.who("Kremlin").country == "RUS"
    assert told.who("Kremlin").sector == "GOV"


def test_troops_of_a_country_are_its_military(tell: Callable[..., Told]) -> None:
    told = tell("Ethiopian troops crossed the border.")
    troops = told.who("Ethiopian troops")
    assert (troops.country, troops.sector) == ("ETH", "MIL")


def test_a_people_is_a_group_of_its_country(tell: Callable[..., Told]) -> None:
    told = tell("The Americans left the talks early.")
    assert (told.who("The Americans").kind, told.who("The Americans").country) == ("group", "USA")


def test_the_adjective_before_what_a_country_does_is_the_country(tell: Callable[..., Told]) -> None:
    told = tell("The report describes the Russian offensive in detail.")
    assert told.who("Russian").country == "RUS"


def test_the_adjective_before_anything_else_is_nobody(tell: Callable[..., Told]) -> None:
    told = tell("She cooked Russian soup.")
    assert not told.all("Russian")


# Nouns


def test_rebels_are_a_group(tell: Callable[..., Told]) -> None:
    told = tell("Rebels attacked the airport. The rebels later withdrew.")
    assert same(told, "Rebels", "The rebels")
    assert told.who("Rebels").sector == "REB"


def test_a_nominal_reaches_to_the_end_of_its_noun_phrase_but_not_into_the_clause(tell: Callable[..., Told]) -> None:
    told = tell("All Russian troops who crossed the river were captured.")
    assert told.all("All Russian troops")


def test_things_are_no_actors(tell: Callable[..., Told]) -> None:
    told = tell("The bridge and the road were closed because of snow.")
    assert told.cast.actors == []


def test_what_somebody_is_likened_to_is_no_actor(tell: Callable[..., Told]) -> None:
    told = tell("Norway presents itself as a mediator. Norway is a broker.")
    assert told.names == ["Norway"]


def test_newspapers_that_lie_about_are_no_actors_but_those_that_report_are(tell: Callable[..., Told]) -> None:
    assert not tell("Newspapers are sold at the corner.").cast.actors
    assert tell("Newspapers accused the mayor of fraud.").all("Newspapers")


def test_people_to_whom_nothing_is_done_are_no_actors(tell: Callable[..., Told]) -> None:
    assert not tell("There is room for people in the hall.").all("people")
    assert tell("The flood killed dozens of people.").all("people")


# What belongs to somebody


def test_the_forces_of_a_president_are_those_of_his_country(tell: Callable[..., Told]) -> None:
    told = tell("Vladimir Putin spoke. His forces shelled the port. Russian forces withdrew.", on="2023-05-02")
    assert same(told, "His forces", "Russian forces")


def test_the_forces_of_a_country_without_a_row_are_joined_too(tell: Callable[..., Told]) -> None:
    told = tell("Kenya sent help. Kenyan troops crossed the border. Its troops took the town.")
    assert same(told, "Kenyan troops", "Its troops")


def test_the_minister_of_a_president_holds_the_office_in_his_country(tell: Callable[..., Told]) -> None:
    told = tell("Emmanuel Macron stayed at home. His foreign minister flew to Cairo.", on="2023-05-02")
    assert told.who("His foreign minister").entity == "person:catherine-colonna"


def test_the_minister_of_a_private_person_is_nobody_known(tell: Callable[..., Told]) -> None:
    told = tell("Marta Lindqvist stayed at home. Her government flew to Cairo.", on="2023-05-02")
    assert told.who("Her government").entity is None


# Pronouns


def test_it_is_the_subject_of_the_clause_above(tell: Callable[..., Told]) -> None:
    told = tell(
        "The Kremlin and Norway disagree, the Kremlin said. Norway is close to Sweden.",
        "“Norway is not responsible for asking the Kremlin about the camps; "
        "instead of closing them, it wants to protect Turkey,” said Marta Lindqvist.",
    )
    assert same(told, "Norway", "it")


def test_he_is_the_subject_of_the_sentence_before(tell: Callable[..., Told]) -> None:
    told = tell("Emmanuel Macron arrived in Cairo. He will stay for two days.", on="2023-05-02")
    assert same(told, "Emmanuel Macron", "He")


def test_she_is_the_woman_and_not_the_man(tell: Callable[..., Told]) -> None:
    told = tell("Angela Merkel met Emmanuel Macron in Paris. She thanked her host.", on="2019-05-02")
    assert same(told, "Angela Merkel", "She")


def test_its_is_the_country(tell: Callable[..., Told]) -> None:
    told = tell("Norway raised its defence budget.")
    assert same(told, "Norway", "its")


def test_it_is_no_person(tell: Callable[..., Told]) -> None:
    told = tell("Angela Merkel praised Norway because it had opened its ports.")
    assert "it" not in told.mentions(told.who("Angela Merkel"))


def test_him_is_not_the_subject_of_its_own_verb(tell: Callable[..., Told]) -> None:
    told = tell("Peter Hartmann came in. John Carver greeted him.")
    assert "him" not in told.mentions(told.who("John Carver"))


def test_he_added_continues_the_speaker_and_not_whom_he_spoke_of(tell: Callable[..., Told]) -> None:
    told = tell(
        "“The plan is dead,” said Pedro Sánchez.",
        "“John Carver lost the vote, and John Carver must go,” he added.",
        on="2023-05-02",
    )
    assert same(told, "Pedro Sánchez", "he")


def test_i_in_a_quotation_is_its_speaker(tell: Callable[..., Told]) -> None:
    told = tell("“I will not resign,” Pedro Sánchez said.", on="2023-05-02")
    assert same(told, "Pedro Sánchez", "I")


def test_i_outside_a_quotation_is_nobody(tell: Callable[..., Told]) -> None:
    told = tell("I think the treaty will hold.")
    assert not told.all("I")


def test_his_before_the_name_is_the_subject_to_come(tell: Callable[..., Told]) -> None:
    told = tell("In his first speech, Emmanuel Macron promised tax cuts.", on="2023-05-02")
    assert same(told, "Emmanuel Macron", "his")


def test_they_after_two_names_are_both(tell: Callable[..., Told]) -> None:
    told = tell("France and Germany signed the treaty. They will share the costs.")
    assert {actor.name for actor in told.all("They")} == {"France", "Germany"}


def test_both_leaders_are_the_two_named_last(tell: Callable[..., Told]) -> None:
    told = tell("Emmanuel Macron met Olaf Scholz in Berlin. Both leaders spoke of peace.", on="2023-05-02")
    assert {actor.name for actor in told.all("Both leaders")} == {"Emmanuel Macron", "Olaf Scholz"}


# What holds for every text

TEXTS: Sequence[str] = (
    "",
    "?",
    "NATO NATO NATO (NATO)",
    "Washington, Washington; Xi’s “Xi” – he him his they",
    "Mr. Mrs. President Minister of the of the",
)


@pytest.mark.parametrize("text", TEXTS)
def test_every_mention_lies_in_the_text_and_every_head_in_a_mention(tell: Callable[..., Told], text: str) -> None:
    told = tell(text, on="2023-05-02")
    for number, actor in enumerate(told.cast.actors):
        assert actor.mentions
        for one in actor.mentions:
            assert 0 <= one.first < one.end <= len(told.reading.words)
            assert number in told.cast.several.get(one.head, (told.cast.at[one.head],))


def test_a_place_after_a_body_is_part_of_its_mention(tell: Callable[..., Told]) -> None:
    told = tell("A court in Bishkek has freed a journalist. At least 19 nurses were held by a pro-Syrian militia.")
    assert told.who("A court in Bishkek").country == "KGZ"
    assert told.all("At least 19 nurses")
    assert told.who("a pro-Syrian militia").country is None


def test_fighters_are_of_the_country_of_their_group(tell: Callable[..., Told]) -> None:
    told = tell("Khmer Rouge guerrillas attacked a Thai village. A Lebanese army officer was abducted.")
    assert told.who("Khmer Rouge guerrillas").country == "KHM"
    assert told.who("A Lebanese army officer").country == "LBN"
