"""What stands in the background of another event, through the real model."""

from stages import pipeline


def types(text: str) -> set[str]:
    return {event.type for event in pipeline().code(text).events}


def test_what_somebody_is_praised_for_is_no_event_of_its_own() -> None:
    assert types("Malta praised Cyprus on Friday for allowing the Red Crescent into its camps.") == {"SUPPORT"}


def test_what_somebody_means_to_do_by_an_event_is_none() -> None:
    assert types("Ghanaian riot police used tear gas and rubber bullets to disperse nurses in Kumasi.") == {"ASSAULT"}


def test_what_clauses_below_tell_outright_stays() -> None:
    assert {"ASSAULT", "ACCUSE"} <= types("Togo shelled a Beninese village and accused Benin of hiding rebels there.")


def test_what_a_clause_with_its_own_subject_tells_stays() -> None:
    text = (
        "Kenya noted on Friday that it came days after a court in Geneva issued a warrant against the Chadian general."
    )
    assert "THREATEN" in types(text)


def test_what_stands_alone_stays() -> None:
    assert types("Miners in Zambia went on strike on Monday.") == {"PROTEST"}
