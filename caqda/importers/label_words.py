"""The words by which a speaker label is told from other words before a colon, Danish and English.

All are compared in lower case, without a closing full stop.
"""

from __future__ import annotations

import re

# Who asks; MAY_ASK is an interviewer or an informant with a number.
ASKS = re.compile(
    r"[iq](?:[ .]?\d{1,2})?"
    r"|(?:int\.?|interviewer|intervjuer|spørger|spørgsmål|moderator|facilitator)"
    r"(?:[ .]?\d{1,2}|\s\(.*\)|\s[^\W\d]\w*)?",
    re.IGNORECASE,
)
MAY_ASK = re.compile(r"i\s?\d{1,2}", re.IGNORECASE)
# Who answers, by part, and by the words such names end in.
TALKS = re.compile(
    r"(?:informant|respondent|deltager|interviewperson|ip|speaker|taler|person|participant|stemme)"
    r"\.?(?:\s?\d{1,2})?",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"(?:[\w\-]*\s)?[\w\-]*(?:leder|chef|medarbejder|pædagog|lærer|rådgiver|konsulent|koordinator|betjent"
    r"|direktør|formand|beboer|borger|vejleder|behandler|plejerske|politi|frivillig|mand|kvinde|dreng"
    r"|pige|mor|far|manager|teacher|nurse|worker|man|woman|ukendt|alle)(?:\s?\d{1,2})?",
    re.IGNORECASE,
)

_HEADS = """
    note noter nb n.b obs ps p.s bemærk bemærkning bemærkninger dato date sted place tid time varighed
    duration længde emne emner tema temaer titel title formål baggrund kilde kilder source tlf telefon tel
    mobil mail e-mail email http https www web re vs fx f.eks eksempel eksempler resumé resume summary
    konklusion konklusioner anbefaling anbefalinger resultat resultater indledning afslutning deltagere
    participants interview interviewdato transskription transskriberet transcript fil file
    optagelse projekt project side page tabel table figur figure bilag appendix kapitel chapter afsnit
    section boks box isbn e-isbn issn forsidefoto foto finansiering version status anm jf se kl klokken
    punkt todo vigtigt important konstrueret
"""
_PROSE = """
    det den de der dette denne disse er var har havde blev bliver vil kan skal må jeg du han hun vi man
    mig dig os jer dem min mit mine sin sit og eller men at som så om på med til fra ved ind ud op ned når
    hvis fordi ikke ja jo nej nå nåh altså hvad hvor hvem hvordan hvorfor hvornår her nu også kun bare
    for af et en the a an is are was were it this that these those there he she we they you my your our
    and or but of to in on at with from if when because not yes no so what where who how why here now
    also only just well okay ok first second sådan først dernæst derfor kl i
"""
HEADS = frozenset(_HEADS.split())  # head a note, a fact or a part of a document
PROSE = frozenset(_PROSE.split())  # stand in sentences, not in names
