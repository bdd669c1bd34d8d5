"""Words that the rules of :mod:`caqda.language.inflection` do not reach, Danish and English.

In the tables of forms, entries are parted by ``;``: a word and its other forms, in small letters. The
lists say how a word behaves where its letters do not.
"""

from __future__ import annotations

Forms = dict[str, frozenset[str]]


def _table(text: str) -> Forms:
    found: Forms = {}
    for entry in text.split(";"):
        word, *others = entry.split()
        found[word] = found.get(word, frozenset()).union(others)
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DANISH_PLURALS = _table("""
    and ænder; barn børn; bedstefar bedstefædre; bedsteforælder bedsteforældre; bedstemor bedstemødre;
    bog bøger; bonde bønder; bror brødre; broder brødre; center centre; datter døtre; embedsmand
    embedsmænd; fader fædre; fagmand fagmænd; far fædre; fod fødder; formand formænd; forum fora;
    forælder forældre; gås gæs; gymnasium gymnasier; hånd hænder; klo kløer; ko køer; konto konti; kraft
    kræfter; kriterium kriterier; mand mænd; medie medier; medium medier; moder mødre; mor mødre; museum
    museer; nat nætter; politimand politimænd; rod rødder; rådmand rådmænd; so søer; stad stæder; stand
    stænder; stang stænger; studium studier; svigerfar svigerfædre; svigermor svigermødre; søster
    søstre; talsmand talsmænd; tand tænder; tang tænger; tå tæer; øje øjne
""")
"""What is plural in itself; it takes the endings of a noun as well."""

DANISH_VERBS = _table("""
    bede bad bedt; begynde begyndte begyndt; bide bed bidt; binde bandt bundet; blive blev blevet; bo
    bor boede boet; bringe bragte bragt; bryde brød brudt; burde bør burdet; byde bød budt; bære bar
    båret; drage drog draget; drikke drak drukket; drive drev drevet; dø dør døde død; falde faldt
    faldet; fare for faret; finde fandt fundet; flyde flød flydt; flyve fløj fløjet; fortælle fortalte
    fortalt; fortryde fortrød fortrudt; fryse frøs frosset; følge fulgte fulgt; få får fik fået; gide
    gad gidet; give gav givet; gnide gned gnedet; gribe greb grebet; græde græd grædt; gyde gød gydt;
    gælde gjaldt gældt; gå går gik gået gående; gøre gør gjorde gjort; have har havde haft; hedde hed
    heddet; hjælpe hjalp hjulpet; holde holdt; hænge hang hængt; knibe kneb knebet; komme kom kommet;
    krybe krøb krøbet; kunne kan kunnet; kvæle kvalte kvalt; lade lod ladet; le lo leet; lide led lidt;
    ligge lå ligget; lyde lød lydt; lyve løj løjet; lægge lagde lagt; løbe løb løbet; måtte må måttet;
    nyde nød nydt; nyse nøs nyst; nå når nåede nået; pibe peb pebet; ride red redet; rive rev revet;
    række rakte rakt; se ser så set; sidde sad siddet; sige siger sagde sagt; ske sker skete sket;
    skrive skrev skrevet; skride skred skredet; skulle skal skullet; skyde skød skudt; skære skar
    skåret; slibe sleb slebet; slide sled slidt; slippe slap sluppet; slå slår slog slået; smide smed
    smidt; smøre smurte smurt; snyde snød snydt; sove sov sovet; springe sprang sprunget; spørge spurgte
    spurgt; stige steg steget; stikke stak stukket; stjæle stjal stjålet; stride stred stridt; stryge
    strøg strøget; strække strakte strakt; stå står stod stået stående; svide sved svedet; svinde svandt
    svundet; sværge svor svoret; synes syntes; synge sang sunget; synke sank sunket; sælge solgte solgt;
    sætte satte sat; tage tager tog taget; tie tav tiet; tro tror troede troet; træde trådte trådt;
    træffe traf truffet; trække trak trukket; turde tør turdet; tvinge tvang tvunget; tælle talte talt;
    vide ved vidste vidst; ville vil villet; vinde vandt vundet; vride vred vredet; vække vakte vakt;
    vælge valgte valgt; være er var været; æde åd ædt
""")
"""A verb and its strong forms. With a prefix (``forstå``, ``foreslå``) a verb goes as without."""

DANISH_ADJECTIVES = _table("""
    anden andet andre; dårlig dårligt dårlige værre værst værste; egen eget egne; fri frit frie; få
    færre færrest færreste; gammel gammelt gamle ældre ældst ældste; god godt gode bedre bedst bedste;
    lang langt lange længere længst længste; lille små mindre mindst mindste; mange flere flest fleste;
    megen meget mere mest meste; ny nyt nye nyere nyest nyeste; nær nært nære nærmere nærmest nærmeste;
    ond ondt onde værre værst værste; stor stort store større størst største; tung tungt tunge tungere
    tungest; ung ungt unge unges yngre yngst yngste; blå blåt; grå gråt
""")

ENGLISH = _table("""
    analysis analyses; bad worse worst; basis bases; be am is are was were been being; bear bore borne;
    beat beaten; become became; begin began begun; bend bent; bind bound; bite bit bitten; break broke
    broken; breed bred; bring brought; build built; buy bought; catch caught; child children; choose
    chose chosen; come came; crisis crises; criterion criteria; cut cutting; deal dealt; do does did
    done doing; draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen;
    far further furthest; feed fed; feel felt; fight fought; find found; fly flew flown; foot feet;
    forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; get got gotten getting; give
    gave given; go goes went gone going; good better best; goose geese; grow grew grown; half halves;
    hang hung; have has had having; hear heard; hide hid hidden; hold held; index indices; keep kept;
    knife knives; know knew known; lay laid; lead led; leaf leaves; leave left; lend lent; lie lay lain
    lying; life lives; little less least; lose lost; make made; man men; many more most; mean meant;
    meet met; mouse mice; much more most; pay paid; person people; phenomenon phenomena; put putting;
    ride rode ridden; ring rang rung; rise rose risen; run ran running; say said; see saw seen; seek
    sought; self selves; sell sold; send sent; shake shook shaken; shelf shelves; shine shone; shoot
    shot; show shown; sing sang sung; sit sat sitting; sleep slept; speak spoke spoken; spend spent;
    stand stood; steal stole stolen; stick stuck; strike struck; swear swore sworn; swim swam swum; take
    took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown; tooth teeth;
    understand understood; wake woke woken; wear wore worn; wife wives; win won winning; woman women;
    write wrote written
""")

DANISH_DOUBLING = _words("""
    blik blok brik bryg bus chok dom drik drøm dum flot fut gram grøn hal hat hjem hop hotel hun job kam
    kap kat klem klip klub knap knop kok kop krop køn kup kus kval lap lem let lok løn mat model mæt nat
    net nip nok pak pal pat pen plet program rat ret rok rum rus ryg sat skal skam skat skib skøn slem
    slip slot slut smuk snak snit sok spil stab stak stik stok stop stram sum søn sæt tab tal tam tip
    tjek tom top trin tryg træk tæt tøm ven væg æg
""")
"""Words whose last consonant is doubled before an ending, where a study does not show it."""

DANISH_PLAIN = _words("""
    ben bil bog brev brud bud by dag del dør dyr fag far grad gren gud hav hud hus jord krav krig lag
    led liv mil mor mål navn par pige plan rig ro ros råd sag side sko skov skud sprog spor sten stol
    strøg svar syn tag tid tog tro tur vej vis år
""")
"""Words whose last consonant is never doubled."""

DANISH_ONE_NUMBER = _words("""
    afslag anlæg ben behov besøg bidrag blik brud bud dyr fag fald folk forhold forløb forslag forsøg
    hold indbrud indlæg indslag indtryk job kort krav køn lag lån løft mål oplæg ord opslag skift skub
    slag snit spil spor sprog svar syn sæt tab tag tal tegn tilbud tilskud træk udbud udslag udtryk
    udvalg valg værk år
""")
"""Nouns that are the same in the plural, so that what looks like their plural is another word."""

DANISH_ONLY_ADJECTIVES = _words("""
    blød bred dum dyb dyr dygtig fast fattig fin flot fuld fælles glad grøn gul hel hurtig høj hård klar
    klog kold lav langsom let løs nem rar rask ren rig rolig rund rød sjov skarp skæv slem smal smuk
    stolt stram stærk svag svær syg sød træt tryg tung tydelig tynd tyk tæt tør varm vigtig vild voksen
    våd ærlig åben
""")

NOT_COMPOUNDS = {
    "arbejde": ("bearbejd", "medarbejd", "samarbejd", "udarbejd"),
    "bil": ("billed",),
    "dag": ("opdag",),
    "del": ("deltag", "seddel", "sedler"),
    "god": ("godkend",),
    "lede": ("vejled",),
    "leder": ("billeder", "vejleder"),
    "hold": ("forhold",),
    "tage": ("deltag",),
    "tal": ("samtal", "kvartal"),
    "tale": ("samtal",),
    "mand": ("mandag",),
    "mål": ("formål", "spørgsmål"),
    "syn": ("synes",),
    "tid": ("højtid",),
    "vej": ("vejled", "vejr"),
}
"""What is written like a compound of the word but is a word of its own, and so are its compounds."""
