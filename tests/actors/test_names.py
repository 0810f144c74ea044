"""Names folded, compared by sound and by letters, and cut to their surnames."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.actors.names import distance, fits, fold, sounds
from dragoman.actors.surnames import surnames


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S.", "US"),
        ("Saint Kitts", "St. Kitts"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("al-Shabaab", "Al Shabaab"),
        ("the Netherlands", "Netherlands"),
        ("Løkke", "Lokke"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(name: str) -> None:
    once = fold(name)
    assert fold(once) in (once, once.removeprefix("the "))


@pytest.mark.parametrize(
    ("alias", "written", "fitting"),
    [
        ("US", "US", True),
        ("US", "us", False),
        ("US", "Us", False),
        ("NATO", "Nato", True),
        ("NATO", "nato", False),
        ("LeT", "LeT", True),
        ("LeT", "Let", False),
        ("=PACE", "Pace", False),
        ("Turkey", "TURKEY", True),
    ],
)
def test_case_decides_whether_a_word_may_be_a_name(alias: str, written: str, fitting: bool) -> None:
    assert fits(alias, written) is fitting


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zelensky", "Zelenskiy", "Zelenskyy"),
        ("Mohammed", "Muhammad", "Mohamad"),
        ("Yevgeny", "Yevgeni"),
        ("Tchaikovsky", "Chaikovski"),
    ],
)
def test_transliterations_sound_alike(spellings: tuple[str, ...]) -> None:
    assert len(set(map(sounds, spellings))) == 1


@given(st.text("abcde", max_size=8), st.text("abcde", max_size=8))
def test_distance_is_symmetric_and_zero_for_equals(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) is (one == other)


def test_two_letters_swapped_are_one_apart() -> None:
    assert distance("volodymyr", "volodmyyr") == 1


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Hu Jintao", "CHN", ["Hu"]),
        ("Ban Ki-moon", "KOR", ["Ban"]),
        ("Jean-Yves Le Drian", "FRA", ["Le Drian", "Drian"]),
        ("Enrique Peña Nieto", "MEX", ["Nieto", "Peña Nieto", "Peña"]),
        ("Mohamed Abdel Ghani al-Gamasy", "EGY", ["al-Gamasy", "Gamasy"]),
        ("Meles Zenawi", "ETH", ["Zenawi", "Meles"]),
        ("Ferdinand Marcos Jr.", "PHL", ["Marcos"]),
        ("Pelé", "BRA", ["Pelé"]),
    ],
)
def test_the_surname_stands_where_the_country_has_it(name: str, country: str, expected: list[str]) -> None:
    assert surnames(name, country) == expected
