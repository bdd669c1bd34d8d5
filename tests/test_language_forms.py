from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caqda.language.forms import word_forms

# What stands in the constructed interviews and might be meant; read and sorted by hand.
STUDY = """
    afdeling dage giver mål
    afdelingsleder aftale aftalen aftalt antal antallet arbejdsdage arbejdsgiver arbejdsløse arbejde
    arbejder arbejdet ballade barn barnebarn barnedåb barnet barnets barnevogn barren beboer beboere
    beboerhuset beboermøde begynder bestyrelse bestyrelsen bestyrelsesmøde bestyrelsesmøderne betalt bil
    bilen biler billeder bolig boligområde boliger byen bygget byråd børn børnefamilier børnene børneområdet
    dagsorden dele deler delmål deltager fag familie familiebehandler fortalt følgegruppe gruppe grupper hus
    huset huske huskeliste husleje imødekomme indbrud indbrudstal kalender koordinationsgruppen krone
    kvartal lang leder ledere lederen ledelse ledelsen lederteam leje længere mand mandagen manden
    medarbejder mødelokale mødre mødregruppen møde møder møderne mødet mødt mødte mødetræt måltal måltallet
    måned månedstal mænd område områderne penge plan planen råd rådhuset samarbejde samarbejdet
    samarbejdsaftalen samtale skole skolelederne skoler spædbarn ssp-arbejde største stor store tal tale
    taler talent tallene tallet talt tavshedspligt tavshedspligten tryg trygge tryghed tryghedsvandring
    udarbejde ung unge ungearbejde vand vandring vej vejen vejleder vogn
"""


@pytest.mark.parametrize(
    ("headword", "expected"),
    [
        ("samarbejde", "samarbejde samarbejdet samarbejdsaftalen"),
        (
            "møde",
            "beboermøde bestyrelsesmøde bestyrelsesmøderne møde mødelokale møder "
            "møderne mødet mødetræt mødt mødte",
        ),
        (
            "barn",
            "barn barnebarn barnedåb barnet barnets barnevogn "
            "børn børnefamilier børnene børneområdet spædbarn",
        ),
        ("tal", "indbrudstal måltal måltallet månedstal tal tallene tallet"),
        ("hus", "beboerhuset hus huset husleje rådhuset"),
        ("leder", "afdelingsleder leder ledere lederen lederteam skolelederne"),
        ("tavshedspligt", "tavshedspligt tavshedspligten"),
        ("arbejde", "arbejde arbejder arbejdet arbejdsdage arbejdsgiver ssp-arbejde ungearbejde"),
        ("mand", "mand manden mænd"),
        ("stor", "stor store største"),
        ("lang", "lang længere"),
        ("tryg", "tryg trygge"),
        ("bil", "bil bilen biler"),
        ("område", "boligområde børneområdet område områderne"),
        ("bolig", "bolig boligområde boliger"),
        ("vej", "vej vejen"),
        ("følgegruppe", "følgegruppe"),
        ("gruppe", "følgegruppe gruppe grupper koordinationsgruppen mødregruppen"),
        ("aftale", "aftale aftalen aftalt samarbejdsaftalen"),
        ("Ledelse", "ledelse ledelsen"),
        ("tryghed", "tryghed tryghedsvandring"),
        ("kylling", ""),
    ],
)  # fmt: skip
def test_danish_forms_and_compounds_without_what_only_looks_so(headword: str, expected: str) -> None:
    assert word_forms(headword, STUDY.split(), "da") == frozenset(expected.split())


@pytest.mark.parametrize(
    ("headword", "others"),
    [
        ("spørge", "spørger spurgte spurgt"),
        ("foreslå", "foreslår foreslog foreslået"),
        ("forstå", "forstår forstod forstået"),
        ("opleve", "oplever oplevede oplevet oplev"),
        ("søster", "søstre søsteren søstrene"),
        ("regel", "regler reglen reglerne"),
        ("nummer", "nummeret numre numrene"),
        ("museum", "museet museer museerne"),
        ("forum", "forummet fora"),
        ("medlem", "medlemmer medlemmet"),
        ("bog", "bogen bøger bøgerne bogs"),
        ("øje", "øjet øjne øjnene"),
        ("nabo", "naboen naboer naboerne"),
        ("bager", "bageren bagere bagerne"),
        ("vigtig", "vigtigt vigtige vigtigere vigtigst"),
        ("smuk", "smukt smukke smukkeste"),
        ("gammel", "gamle gammelt ældre ældst"),
        ("kommunal", "kommunalt kommunale"),
    ],
)
def test_danish_words_in_all_their_forms(headword: str, others: str) -> None:
    words = [headword, *others.split()]
    assert word_forms(headword, words, "da") == frozenset(words)


@pytest.mark.parametrize(
    ("headword", "found", "others"),
    [
        ("share", "share shared sharing shares share's", "unshared shard"),
        ("team", "team teams teamwork team-building", "steam meat"),
        ("child", "child children children's childcare", "childhood childish"),
        ("study", "study studies studied studying", "student sturdy"),
        ("meeting", "meeting meetings", "meet met"),
        ("plan", "plan plans planned planning", "plane plant explanation"),
        ("write", "write wrote written writing", "wrist"),
    ],
)
def test_english_words(headword: str, found: str, others: str) -> None:
    words = f"{found} {others} work care building".split()
    assert word_forms(headword, words, "en") == frozenset(found.split())


def test_words_are_answered_as_they_are_written() -> None:
    assert word_forms("møde", ["Møder", "MØDE", "måde"], "da") == {"Møder", "MØDE"}


@given(st.text(max_size=8), st.lists(st.text("abdeflnrstæøå-'", max_size=12), max_size=8))
def test_a_form_is_one_of_the_words_and_a_word_is_a_form_of_itself(headword: str, words: list[str]) -> None:
    for language in ("da", "en", "sv"):
        found = word_forms(headword, [*words, headword], language)
        assert headword in found
        assert found <= {*words, headword}
