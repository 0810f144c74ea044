"""Who said what: every attribution has its source, cue and content, and its kind is right."""

import pytest

from dragoman.pipeline import Dragoman
from dragoman.record import Attribution, Document

Parts = tuple[str | None, str | None, list[str], str]


def parts(document: Document, one: Attribution) -> Parts:
    text = document.text
    source = text[one.source.start : one.source.end] if one.source else None
    cue = text[one.cue.start : one.cue.end] if one.cue else None
    return source, cue, [text[span.start : span.end] for span in one.content], one.kind


def attributions(pipeline: Dragoman, text: str) -> list[Parts]:
    document = pipeline.code(text)
    return [parts(document, one) for one in document.attributions]


@pytest.mark.parametrize(
    ("text", "source", "cue", "piece", "kind"),
    [
        ("“We will rebuild the bridge by spring,” said Mayor Olga Brandt.", "Brandt", "said", "rebuild", "direct"),
        ("Mayor Olga Brandt said the bridge would be rebuilt by spring.", "Brandt", "said", "rebuilt", "indirect"),
        (
            "Mayor Olga Brandt called the delay “a disgrace for the whole city”.",
            "Brandt",
            "called",
            "disgrace",
            "mixed",
        ),
        (
            "According to the health ministry, forty people fell ill.",
            "health ministry",
            "ccording",
            "fell ill",
            "indirect",
        ),
        ("The minister told reporters that the talks had failed.", "minister", "told", "talks had failed", "indirect"),
        ("Officials believe that the pilot ignored the warning.", "Officials", "believe", "ignored", "indirect"),
        ('"The harvest is lost," the farmer said.', "farmer", "said", "harvest is lost", "direct"),
    ],
)
def test_an_attribution_has_its_parts(
    pipeline: Dragoman, text: str, source: str, cue: str, piece: str, kind: str
) -> None:
    found = attributions(pipeline, text)
    assert any(
        source in (one[0] or "") and cue in (one[1] or "") and piece in " ".join(one[2]) and one[3] == kind
        for one in found
    ), found


def test_a_sentence_in_which_nobody_speaks_has_no_attribution(pipeline: Dragoman) -> None:
    assert attributions(pipeline, "Heavy rain flooded the harbour and two ferries sank near the pier.") == []


def test_a_quotation_in_two_pieces_is_one_attribution(pipeline: Dragoman) -> None:
    text = "“The road is closed,” said Captain Amara Diallo, “and it will stay closed until Friday.”"
    found = attributions(pipeline, text)
    assert len(found) == 1
    assert "road is closed" in found[0][2][0] and "stay closed" in found[0][2][-1]


def test_a_speaker_who_goes_on_as_he_is_the_same_actor(pipeline: Dragoman) -> None:
    text = (
        "Foreign Minister Sergei Lavrov arrived in Ankara on Tuesday.\n\n"
        "“We are ready to discuss grain,” Lavrov said.\n\n“There is no other way,” he added."
    )
    document = pipeline.code(text)
    speakers = {one.source.actor for one in document.attributions if one.source is not None and one.kind == "direct"}
    names = {actor.id: actor.name for actor in document.actors}
    assert {names[one] for one in speakers if one is not None} == {"Sergei Lavrov"}


def test_two_speakers_of_one_sentence_keep_their_own_words(pipeline: Dragoman) -> None:
    text = "Kenya said the border would stay open, but Somalia said its soldiers would close it."
    found = attributions(pipeline, text)
    assert [one[0] for one in found] == ["Kenya", "Somalia"]
    assert "stay open" in found[0][2][0] and "close it" in found[1][2][0]


@pytest.mark.parametrize(
    ("headline", "source", "content"),
    [
        ("Scholz: Europe must pay more for its own defence", "Scholz", "Europe must pay more for its own defence"),
        ("Two soldiers held after border raid - officials", "officials", "Two soldiers held after border raid"),
        ("“We were not told of the raid” – Ruto", "Ruto", "“We were not told of the raid”"),
    ],
)
def test_a_headline_names_its_speaker_without_a_verb(
    pipeline: Dragoman, headline: str, source: str, content: str
) -> None:
    body = "Olaf Scholz and William Ruto met in Berlin on Monday. Officials of both sides spoke of a useful hour."
    found = attributions(pipeline, f"{headline}\n\nBERLIN, 8 May 2023 - {body}\n\nThe talks went on until evening.")
    assert any(one[0] == source and one[2] == [content] for one in found), found


@pytest.mark.parametrize("headline", ["Iran: two killed in pipeline blast", "Trump trial: jury hears of two payments"])
def test_a_topic_before_a_colon_speaks_not(pipeline: Dragoman, headline: str) -> None:
    body = "A fire broke out near the harbour on Monday. Nobody was hurt, and the road was open again by noon."
    found = attributions(pipeline, f"{headline}\n\nTEHRAN, 8 May 2023 - {body}\n\nThe fire lasted until evening.")
    assert not any(one[0] and one[0] in headline for one in found), found


def test_a_quotation_alone_is_of_the_person_whom_the_sentence_before_is_about(pipeline: Dragoman) -> None:
    text = "Maria Keller fled the valley with her two sons in March. “We lost the house, the goats and the mill.”"
    (one,) = [one for one in attributions(pipeline, text) if one[3] == "direct"]
    assert one[0] == "Maria Keller"


def test_a_quotation_over_paragraphs_is_one_attribution(pipeline: Dragoman) -> None:
    text = (
        "“Nobody asked the villages about the dam,” said Joseph Banda, a farmer from Kariba.\n\n"
        "“They came with a map and told us when the water would rise.\n\n“We still do not know where we shall live.”"
    )
    found = [one for one in attributions(pipeline, text) if one[3] == "direct"]
    assert {one[0] for one in found} == {"Joseph Banda, a farmer from Kariba"}
    assert "shall live" in found[-1][2][-1]
