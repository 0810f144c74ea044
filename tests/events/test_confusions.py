"""What each of PLOVER's sixteen types is confused with, after the notes of its codebook: the wanted type, and the one
that it is not.
"""

import pytest

from dragoman.pipeline import Dragoman

CONFUSIONS = [
    # AGREE
    ("Chile and Peru will sign a trade agreement on Monday.", "AGREE", "SUPPORT"),
    ("Chile and Peru signed a trade agreement on Monday.", "SUPPORT", "AGREE"),
    ("Chile will send aid to Haiti.", "AGREE", "AID"),
    ("Chile agreed to withdraw its troops from Haiti.", "CONCEDE", "AGREE"),
    # CONSULT
    ("The president of Chile will meet the president of Peru on Friday.", "AGREE", "CONSULT"),
    ("The president of Chile refused to meet the president of Peru.", "REJECT:meet", "CONSULT"),
    ("Chile called for talks with Peru.", "REQUEST:meet", "CONSULT"),
    ("Chile summoned the ambassador of Peru over the remarks.", "ACCUSE", "CONSULT"),
    # SUPPORT
    ("Latvia promised to sign the treaty with Estonia.", "AGREE", "SUPPORT"),
    ("Latvia apologised to Estonia.", "CONCEDE", "SUPPORT"),
    ("Latvia asked Estonia for support.", "REQUEST", "SUPPORT"),
    # CONCEDE
    ("Angola announced the withdrawal of its troops from Zambia.", "CONCEDE", "RETREAT"),
    ("Angola withdrew its troops from Zambia.", "RETREAT:withdraw", "CONCEDE"),
    ("Angola pardoned the Zambian pilots.", "CONCEDE", "RETREAT"),
    # COOPERATE
    ("Finland held joint military exercises with Sweden.", "COOPERATE", "MOBILIZE"),
    ("Finland held military exercises near the border.", "MOBILIZE:troops", "COOPERATE"),
    ("Finland agreed to cooperate with Sweden.", "AGREE", "COOPERATE"),
    # AID
    ("Qatar cancelled the debt of Sudan.", "AID", "CONCEDE"),
    ("Qatar promised aid to Sudan.", "AGREE", "AID"),
    ("Qatar stopped aid to Sudan.", "SANCTION", "AID"),
    ("Qatar refused to give aid to Sudan.", "REJECT:assist", "SANCTION"),
    # RETREAT
    ("Rwanda will withdraw its troops from Congo.", "CONCEDE", "RETREAT"),
    ("Rwanda withdrew its ambassador from Congo.", "SANCTION:withdraw", "RETREAT"),
    # REQUEST
    ("Uganda urged Burundi to end the offensive.", "REQUEST", "RETREAT"),
    ("Students marched in Bujumbura to demand the resignation of the minister.", "PROTEST", "RETREAT"),
    # ACCUSE
    ("Bolivia lodged a protest with Paraguay.", "ACCUSE:disapprove", "PROTEST"),
    ("Bolivia accused Paraguay of bombing a village.", "ACCUSE:allege", "ASSAULT"),
    # REJECT
    ("Nepal cancelled talks with Bhutan.", "REJECT:meet", "SANCTION"),
    ("Nepal denied entry to the Bhutanese delegation.", "REJECT", "COERCE"),
    # THREATEN
    ("The court issued an arrest warrant for the former general of Guatemala.", "THREATEN:arrest", "COERCE"),
    ("Serbia threatened to send troops to Kosovo.", "THREATEN", "MOBILIZE"),
    ("Serbia sent troops to the border with Kosovo.", "MOBILIZE:troops", "THREATEN"),
    # PROTEST
    ("Thousands demonstrated in Lima against the arrest of the mayor.", "PROTEST:demo", "ACCUSE"),
    # SANCTION
    ("Mexico deported a Cuban musician.", "COERCE:deport", "SANCTION"),
    ("Mexico expelled the Cuban ambassador.", "SANCTION:expel", "COERCE"),
    ("The prime minister of Tonga resigned.", "RETREAT:resign", "SANCTION"),
    # MOBILIZE
    ("India bombed Pakistani positions.", "ASSAULT", "MOBILIZE"),
    ("India deployed tanks on the border with Pakistan.", "MOBILIZE:weapons", "ASSAULT"),
    # COERCE
    ("Egypt imposed sanctions on Sudan.", "SANCTION:discontinue", "COERCE"),
    ("Police beat protesters in Cairo.", "ASSAULT:beat", "COERCE"),
    ("Police in Cairo arrested protesters.", "COERCE:arrest", "ASSAULT"),
    # ASSAULT
    ("Eritrea threatened to attack Djibouti.", "THREATEN:violence", "ASSAULT"),
    ("Police fired tear gas at protesters in Asmara.", "ASSAULT:crowd-control", "COERCE"),
    ("The earthquake killed 40 people in Nepal.", "-", "ASSAULT"),
]


@pytest.mark.parametrize(("text", "wanted", "confused"), CONFUSIONS)
def test_a_type_is_not_taken_for_its_neighbour(pipeline: Dragoman, text: str, wanted: str, confused: str) -> None:
    events = pipeline.code(text).events
    type_, _, mode = wanted.partition(":")
    assert not any(event.type == confused for event in events)
    assert type_ == "-" or any(event.type == type_ and (not mode or event.mode == mode) for event in events)
