"""Captions and their credits."""

import pytest

from dragoman.page.captions import describes_picture, split_credit


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Snow on the pass on Friday. (Photo: Anna Keller/AFP/Getty Images)", "(Photo: Anna Keller/AFP/Getty Images)"),
        ("A queue at the bank in Accra. (Kofi Mensah/AP)", "(Kofi Mensah/AP)"),
        ("A queue at the bank in Accra. Kofi Mensah / AP file", "Kofi Mensah / AP file"),
        ("The bridge after the flood. Photograph: Mia Sorensen/EPA", "Photograph: Mia Sorensen/EPA"),
        (
            "The bridge after the flood.Credit...Mia Sorensen for The New York Times",
            "Credit...Mia Sorensen for The New York Times",
        ),
        ("The bridge after the flood [Mia Sorensen/Al Jazeera]", "[Mia Sorensen/Al Jazeera]"),
        ("The bridge after the flood. Photo by Mia Sorensen", "Photo by Mia Sorensen"),
        ("Image Credit: Town of Aalen", "Image Credit: Town of Aalen"),
        ("A view of the lake. REUTERS/Jo Bright", "REUTERS/Jo Bright"),
    ],
)
def test_the_credit_is_told_from_the_caption(caption: str, credit: str) -> None:
    cut = split_credit(caption)
    assert cut is not None and caption[cut:] == credit


@pytest.mark.parametrize(
    "line",
    [
        "The minister spoke to AP on Monday and left.",
        "Image: The winner of the prize has agreed to give the money back to the town",
        "“We saw nothing,” he told Reuters.",
        "They met (again) in the hall.",
    ],
)
def test_a_sentence_has_no_credit(line: str) -> None:
    assert split_credit(line) is None


def test_words_that_describe_a_picture() -> None:
    assert describes_picture("Above: the harbour at dawn.")
    assert describes_picture("Ana Costa, left, with her brother in Porto.")
    assert describes_picture("Newspapers are displayed at a kiosk.")
    assert not describes_picture("The army left the town on Sunday.")
