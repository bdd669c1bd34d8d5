"""Abbreviations with a full stop that may or may not end a sentence, Danish and English, in lower case.

``INNER`` ones always have something after them in their sentence; after one of ``LAST`` a capital
begins the next sentence.
"""

from __future__ import annotations

_DANISH_INNER = """
    a.m.a. adm. afd. ang. bl.a. ca. cand. cirka. dir. div. dr. dvs. ekskl. el. evt. f. f.eks. f.eks fhv. fig.
    forv. fr. frk. fx. hhv. hr. if. ift. iht. incl. inkl. jf. jfr. jvf. kap. kgl. kl. lic. lok. mag. maks.
    mdl. mht. mr. nr. nuv. o.lign. obs. opr. p. pga. pkt. prof. ref. reg. resp. sdr. sct. skt. soc. sml. sp.
    st. stk. str. stud. såk. tidl. tlf. udg. ugtl. vedr. vejl. vha. vs.
"""
_DANISH_LAST = """
    a/s. aps. art. aug. bd. dec. e.kr. f.kr. eks. eksp. etc. feb. forb. gl. gns. hf. i.fm. jan. jul. jun. kbh.
    kr. km. lign. m.a. m.fl. m.h.t. m.m. m.v. mv. man. md. mdr. mia. mill. min. mio. ml. nov. o.a.
    o.l. o.m.a. okt. ons. osv. p.a. p.t. pct. pt. red. s.u. sek. sen. sept. sep. tirs. tors. tsk. u.å. ult.
    årg.
"""
_ENGLISH_INNER = """
    approx. apt. capt. cf. col. dept. dr. e.g. ed. eds. eq. est. esp. fig. gen. gov. hon. i.e. incl. lt. mr.
    mrs. ms. mt. nr. p. pp. prof. ref. rep. rev. sen. sgt. st. vol. vs. viz.
"""
_ENGLISH_LAST = """
    a.m. al. apr. aug. ave. b.c. blvd. co. corp. dec. etc. feb. fri. hr. hrs. inc. jan. jr. jul. jun. ltd.
    m.d. mon. nov. oct. p.m. ph.d. sat. sept. sep. sr. sun. thu. thurs. tue. tues.  wed.
"""
_INNER = {"da": frozenset(_DANISH_INNER.split()), "en": frozenset(_ENGLISH_INNER.split())}
_LAST = {"da": frozenset(_DANISH_LAST.split()), "en": frozenset(_ENGLISH_LAST.split())}


def inner(language: str) -> frozenset[str]:
    """What never ends a sentence; for a language without a list of its own, both lists."""
    return _INNER.get(language) or _INNER["da"] | _INNER["en"]


def last(language: str) -> frozenset[str]:
    """What ends a sentence if a capital follows."""
    return _LAST.get(language) or _LAST["da"] | _LAST["en"]


_MONTHS = """
    januar februar marts april maj juni juli august september oktober november december
    january february march may june july october
"""
_BEGINNINGS = """
    det den de der vi jeg du han hun og men så at ja nej hvad hvor hvorfor hvordan hvis når i altså man
    the it he she they we and but so what where why how if when this that there
"""
MONTHS = frozenset(_MONTHS.split())
BEGINNINGS = frozenset(_BEGINNINGS.split())  # begin a sentence after an initial, where a name would not
