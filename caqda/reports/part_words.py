"""The words of the parts of a report, in both languages. What stands in braces is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartWords:
    """Headings, labels and sentences of the parts beside the code report's own."""

    headings: Mapping[str, str]
    title: str
    withheld: Mapping[str, str]
    combinations: str
    coded_words: str
    coded_share: str
    codings: str
    by_coder: str
    coverage: str
    coverage_note: str
    coverage_hidden: str
    used_codes: str
    first: str
    last: str
    themes_caption: str
    theme_caption: str
    themes_counts: str
    themes_note: str
    framework_intro: str
    framework_missing: str
    framework_left: str
    framework_caption: str
    framework_note: str
    missing: str
    left_caption: str
    others_caption: str
    theme: str
    and_last: str
    to_summarise: str
    no_passages: str
    silent: str
    nothing_summarised: str
    cases_caption: str
    top_codes: str
    cases_note: str
    case: str
    paragraph: str
    said: str
    coded: str
    interview_note: str
    interview_speakers: str
    interview_goes_on: str
    interview_coders: str
    interview_removed: str
    interview_caption: str
    goes_on: str
    timeline_caption: str
    timeline_most_caption: str
    timeline_told: str
    passages_coded: str
    in_several: str
    heat_caption: str
    heat_told: str
    heat_empty: str
    heat_unit: str
    heat_share: str
    heat_note: str
    heat_counts: str
    and_others: str
    statistics_name: str
    statistics_note: str
    statistics_caption: str
    statistics_head: tuple[str, ...]
    together_caption: str
    together_told: str
    together_note: str
    together_all: str
    together_most: str
    together_rest: tuple[str, str]
    together_once: tuple[str, str]
    together_empty: str
    together_unit: str
    together_head: tuple[str, ...]
    together_figure: str
    together_most_figure: str
    journal: str
    apart: str
    near: str
    near_note: str
    history: str
    bars_caption: str
    bars_family_caption: str
    bars_told: str
    flags: Mapping[str, str]
    methods_intro: str
    methods_blank: tuple[str, str]
    coreq: str
    srqr: str
    coreq_caption: str
    srqr_caption: str
    item: str
    topic: str
    fact: str
    fill_in: str
    person: str
    memo_on: Mapping[str, str]
    memos_elsewhere: str
    removed: str
    methods: Mapping[str, str]


DANISH = PartWords(
    headings={
        "summary": "Undersøgelsen i tal", "codes": "Kode for kode", "themes": "Citatmatrix",
        "framework": "Temamatrix", "cases": "Cases", "interviews": "Kodede interview",
        "crosstab": "Krydstabel", "cooccurrence": "Koder, der står sammen", "memos": "Memoer og forskningsjournal",
        "codebook": "Bilag: Kodebog", "methods": "Bilag: Metode",
    },
    title="Rapport: {study}",
    withheld={"one": "1 kodning er fortrolig og er udeladt.", "several": "{n} kodninger er fortrolige og er udeladt."},
    combinations="Disse kombinationer af oplysninger deles af færre end {least} cases:",
    coded_words="Heraf kodet",
    coded_share="Andel kodet",
    codings="Kodninger",
    by_coder="Kodninger, opdelt efter hvem der har kodet",
    coverage="Hvor meget er kodet",
    coverage_note="Ord er deltagernes egne; kodet er de ord, som mindst én kodning dækker. En kodning er én koders kode på ét stykke.",
    coverage_hidden="Fortrolige stykker tæller med i ordene, men ikke som kodet.",
    used_codes="Koder i brug",
    first="Første kodning",
    last="Seneste kodning",
    themes_caption="Temaer efter {by}, med citater",
    theme_caption="{theme}: citater, opdelt efter {by}",
    themes_counts="Øverst ved hver gruppe står, hvor mange af gruppens cases der har temaet, underkoder regnet med.",
    themes_note="Citaterne er et udvalg: Dem, der er markeret som typiske, står først, derefter så vidt muligt citater fra "
    "forskellige cases, og blandt dem de citater, som flest kodere har valgt. "
    "Citater over {words} ord er afkortet ved […].",
    framework_intro="Temamatricen er forskerens egne sammenfatninger af, hvad hver case siger om hvert tema. »–« står, hvor "
    "casen ingen passager har om temaet.",
    framework_missing="Hvor der er passager, men ingen sammenfatning, står »{missing}«.",
    framework_left="Cases og temaer, som intet er sammenfattet om, står i den sidste tabel.",
    framework_caption="Forskerens sammenfatninger af {themes}, case for case",
    framework_note="I hver celle står, hvor mange passager der er, underkoder regnet med",
    missing="sammenfatning mangler",
    left_caption="Cases uden sammenfatning, tema for tema",
    others_caption="Cases uden sammenfatning, som ikke står ovenfor, tema for tema",
    theme="Tema",
    and_last=" og ",
    to_summarise="Mangler sammenfatning (antal passager)",
    no_passages="Ingen passager",
    silent="Ingen passager om temaet: {groups}",
    nothing_summarised="Der er ikke skrevet nogen sammenfatning endnu.",
    cases_caption="Cases i undersøgelsen",
    top_codes="Hyppigste koder",
    cases_note="Ord er casens egne, passager er de kodede, som casen taler i. Ved de hyppigste koder står i parentes antal "
    "passager, underkoder ikke regnet med",
    case="Case",
    paragraph="Afsnit",
    said="Tekst",
    coded="Koder",
    interview_note="Til højre for hvert afsnit står dets koder, hver med de første og sidste ord af det kodede; […] "
    "står for ordene imellem, og »fortsat« står ved koder, der begynder i et afsnit før. Figurerne viser, hvor i teksten koderne står: De er inddelt efter "
    "tekstens længde, så der er længere mellem afsnitsnumrene, hvor afsnittene er lange.",
    interview_speakers="{labels} foran et afsnit er intervieweren.",
    interview_goes_on="Et afsnit uden navn foran hører til den, der talte sidst.",
    interview_coders="I parentes efter en kode står, hvem der har givet den. Har kun én kodet interviewet, står det under "
    "dets overskrift.",
    interview_removed="{removed} står, hvor noget er fortroligt og er udeladt.",
    interview_caption="{source}, afsnit for afsnit",
    goes_on="fortsat",
    timeline_caption="Hvor i {source} koderne står",
    timeline_most_caption="Hvor i {source} {n} af {all} koder står: dem med flest passager, ved lige mange de første i kodebogen",
    timeline_told="{code} i {count}",
    passages_coded="Kodede passager",
    in_several="Hvor flere taler, kan det samme stå i flere grupper, så at de tilsammen er mere end tallet i alt",
    heat_caption="Cases med hver kode, opdelt efter {by}",
    heat_told="Flest cases ({most}) har {codes}. Tallene står i felterne.",
    heat_empty="Tallene står i felterne.",
    heat_unit="Antal cases",
    heat_share="Jo mørkere et felt er, jo større en del af gruppens cases har koden",
    heat_counts="Underkoder er regnet med. I parentes ved hver gruppe står, hvor mange cases den har",
    heat_note="Jo mørkere et felt er, jo større en del af gruppens cases har koden. En gruppe på 1 eller 2 cases er "
    "farvet, som om den var på 3: En andel af så få siger ikke meget",
    and_others=" m.fl.",
    statistics_name="Sammenligning",
    statistics_note="p er fra en eksakt test på cases (Fisher; Freeman og Halton ved flere end to grupper), Cramérs V er "
    "forskellens størrelse fra 0 til 1. »–« står, hvor alle cases har koden eller ingen har den, så der ingen forskel er at måle. Mindste mulige p "
    "er det laveste, p kunne blive for koden, når så mange cases har den",
    statistics_caption="Sammenligning case for case, efter {by}",
    statistics_head=("Kode", "p", "mindste mulige p", "p efter Holm", "Cramérs V"),
    together_caption="Koder, der overlapper",
    together_figure="Hvor mange passager to koder er fælles om",
    together_most_figure="Hvor mange passager to koder er fælles om: {n} koder fra de par, der overlapper mest",
    together_head=("Kode A", "Kode B", "Fælles passager", "Jaccard", "Andel af A", "Andel af B"),
    together_told="De par, der oftest overlapper, er {pairs}.",
    together_note=(
        "Underkoder er ikke regnet med. Andel af A er, hvor mange af A's "
        "passager der overlapper B, og i parentes, hvor mange A har i alt; fælles passager er det mindste af de to antal, "
        "der overlapper hinanden"
    ),
    together_all="Vist er alle {n} par, de hyppigste først",
    together_most="Vist er hvert par, der er fælles om mindst {least} passager: {n}, de hyppigste først",
    together_rest=("yderligere 1 par er fælles om færre", "yderligere {n} par er fælles om færre"),
    together_once=("yderligere 1 par er fælles om en enkelt passage", "yderligere {n} par er fælles om en enkelt passage"),
    together_empty="Et tomt felt er 0; »–« er koden selv. Underkoder er ikke regnet med",
    together_unit="Antal passager; jo mørkere, jo flere",
    journal="Forskningsjournal",
    apart="Modsigelser og grænsetilfælde",
    near="Overlapper oftest med",
    near_note="Jaccard er passager med begge koder delt med passager med mindst én af dem",
    history="Definitionens historie",
    bars_caption="Cases med {code}, efter {by}",
    bars_family_caption="Cases med {code} eller en underkode, efter {by}",
    bars_told="{told}.",
    flags={"typical": "typisk", "borderline": "grænsetilfælde", "contradicting": "modsiger"},
    methods_intro="COREQ og SRQR er tjeklister for, hvad en rapport om kvalitativ forskning skal gøre rede for. Her står de punkter, "
    "der handler om materialet, analysen og fundene. De øvrige, om forskerne, om kontakten med deltagerne og om rapportens "
    "egen tekst, ved undersøgelsen intet om.",
    methods_blank=("1 felt er markeret og udfyldes af forskeren.", "{n} felter er markeret og udfyldes af forskeren."),
    coreq="COREQ, punkt 12, 16 og 22–32",
    srqr="SRQR, punkt S8–S10 og S12–S17",
    coreq_caption="Fakta fra undersøgelsen til COREQ (Tong, Sainsbury og Craig 2007)",
    srqr_caption="Fakta fra undersøgelsen til SRQR (O'Brien m.fl. 2014)",
    item="Punkt",
    topic="Emne",
    fact="Det viser undersøgelsen",
    fill_in="udfyldes af forskeren",
    person="Person {number}",
    memo_on={
        "journal": "Journal", "study": "Om undersøgelsen", "source": "Om kilder", "case": "Om cases",
        "code": "Om koder", "coding": "Om kodninger",
    },
    memos_elsewhere="Memoer om koder og kodninger står under koderne.",
    removed="[udeladt]",
    methods={
        "12": "Stikprøvens størrelse", "16": "Beskrivelse af stikprøven", "22": "Nye koder undervejs",
        "23": "Transskriptioner forelagt deltagerne", "24": "Antal kodere", "25": "Beskrivelse af kodetræet",
        "26": "Temaernes oprindelse", "27": "Software", "28": "Deltagernes kontrol",
        "29": "Citater gengivet", "30": "Sammenhæng mellem data og fund", "31": "Tydelige hovedtemaer",
        "32": "Tydelige mindre temaer",
        "S8": "Udvælgelsesstrategi", "S9": "Etik", "S10": "Metoder til dataindsamling",
        "S12": "Undersøgelsens enheder", "S13": "Databehandling", "S14": "Dataanalyse",
        "S15": "Troværdighed", "S16": "Syntese og fortolkning", "S17": "Belæg i empirien",
        "sample": "{cases} i {sources}; deltagerne siger {words}.",
        "groups": "Cases efter {by}: {groups}.",
        "new_codes": "Koder, som de sidste {n} interview (i interviewenes rækkefølge) har, og ingen før dem: {new}.",
        "coders": "{n}: {names}.",
        "tree": "{codes} koder, heraf {top} øverst i træet og {defined} med definition.",
        "origin": "{before} koder fandtes, før den første kodning blev lavet; {after} kom til undervejs.",
        "software": "caqda {version}; undersøgelsen, som den var ved journal nr. {position}.",
        "quotes": "{n}, hver med kilde, afsnit og tegn.",
        "quoted": "{n}, alle gengivet under deres koder med kilde, afsnit og tegn; de, der overlapper, som regel i ét citat.",
        "consistency": "Hvert tal kan følges til sine citater, og hvert citat til sit sted i interviewet.",
        "themes": "Temaer i rapporten: {themes}.",
        "minor": "Koder, som færrest cases har (i parentes antal cases): {themes}.",
        "processing": "Interviewene er gemt uændret (SHA-256) med {turns} replikker; teksten ændres ikke efter import.",
        "trust": "{memos} memoer og indførsler i forskningsjournalen; {changes} ændringer af undersøgelsen, {days}, hver med tid og navn.",
        "days": "fra {first} til {last}",
        "confidential": "Mærket som fortroligt i undersøgelsen: {marked}.",
    },
)  # fmt: skip

ENGLISH = PartWords(
    headings={
        "summary": "The study in numbers", "codes": "Code by code", "themes": "Quote matrix",
        "framework": "Framework matrix", "cases": "Cases", "interviews": "Interviews, coded",
        "crosstab": "Crosstab", "cooccurrence": "Codes that stand together", "memos": "Memos and research journal",
        "codebook": "Appendix: Codebook", "methods": "Appendix: Methods",
    },
    title="Report: {study}",
    withheld={"one": "1 coding is confidential and left out.", "several": "{n} codings are confidential and left out."},
    combinations="Fewer than {least} cases share each of these combinations:",
    coded_words="Of these, coded",
    coded_share="Share coded",
    codings="Codings",
    by_coder="Codings by coder",
    coverage="How much is coded",
    coverage_note="Words are the participants' own; coded are those that at least one coding covers. A coding is one coder's code on one stretch.",
    coverage_hidden="Confidential stretches count among the words, but not as coded.",
    used_codes="Codes in use",
    first="First coding",
    last="Last coding",
    themes_caption="Themes by {by}, with quotations",
    theme_caption="{theme}: quotations by {by}",
    themes_counts="Each group begins with how many of its cases have the theme, sub-codes counted in.",
    themes_note="The quotations are a choice: those flagged as typical come first, then as far as possible some from different "
    "cases, and among them those that most coders chose. Quotations of more than {words} words are cut off at […].",
    framework_intro="The framework matrix is the researcher's own summaries of what each case says on each theme. “–” stands where "
    "the case has no passages on the theme.",
    framework_missing="Where there are passages and no summary stands “{missing}”.",
    framework_left="Cases and themes of which nothing is summarised stand in the last table.",
    framework_caption="The researcher's summaries of {themes}, case by case",
    framework_note="In each cell stands how many passages there are, sub-codes counted in",
    missing="no summary yet",
    left_caption="Cases without a summary, theme by theme",
    others_caption="Cases without a summary that do not stand above, theme by theme",
    theme="Theme",
    and_last=" and ",
    to_summarise="Not summarised yet (number of passages)",
    no_passages="No passages",
    silent="No passages on the theme: {groups}",
    nothing_summarised="No summary has been written yet.",
    cases_caption="The cases of the study",
    top_codes="Most frequent codes",
    cases_note="Words are the case's own, passages are the coded ones that the case speaks in. With the most frequent codes "
    "stands in parentheses the number of passages, sub-codes not counted in",
    case="Case",
    paragraph="Paragraph",
    said="Text",
    coded="Codes",
    interview_note="Beside each paragraph stand its codes, each with the first and last words of what is coded; […] "
    "stands for the words between, and “continued” by codes that begin in a paragraph before. The charts show where in the text the codes stand: they are divided "
    "by the length of the text, so that paragraph numbers are farther apart where paragraphs are long.",
    interview_speakers="{labels} before a paragraph is the interviewer.",
    interview_goes_on="A paragraph with no name before it belongs to who spoke last.",
    interview_coders="In parentheses after a code stands who gave it. Where only one has coded the interview, it says who under "
    "its heading.",
    interview_removed="{removed} stands where something is confidential and left out.",
    interview_caption="{source}, paragraph by paragraph",
    goes_on="continued",
    timeline_caption="Where in {source} the codes stand",
    timeline_most_caption="Where in {source} {n} of {all} codes stand: those with most passages, of those with as many the "
    "first of the codebook",
    timeline_told="{code} in {count}",
    passages_coded="Coded passages",
    in_several="Where several people speak, the same may stand in several groups, so that these add up to more than the total",
    heat_caption="Cases with each code, by {by}",
    heat_told="Most cases ({most}) have {codes}. The numbers stand in the cells.",
    heat_empty="The numbers stand in the cells.",
    heat_unit="Number of cases",
    heat_share="The darker a cell, the larger the part of the group's cases that have the code",
    heat_counts="Sub-codes are counted in. In parentheses by each group stands how many cases it has",
    heat_note="The darker a cell, the larger the part of the group's cases that have the code. A group of 1 or 2 cases is "
    "shaded as if it had 3: a share of so few says little",
    and_others=" and others",
    statistics_name="Comparison",
    statistics_note="p is of an exact test on cases (Fisher; Freeman and Halton for more than two groups), Cramér's V is the "
    "size of the difference from 0 to 1. “–” stands where all cases have the code or none has it, so that there is no difference to measure. "
    "The smallest possible p is the lowest that p could be for the code, with as many cases as have it",
    statistics_caption="Compared case by case, by {by}",
    statistics_head=("Code", "p", "smallest possible p", "p after Holm", "Cramér's V"),
    together_caption="Codes that overlap",
    together_figure="In how many passages two codes overlap",
    together_most_figure="In how many passages two codes overlap: {n} codes from the pairs that overlap most",
    together_head=("Code A", "Code B", "Passages with both", "Jaccard", "Share of A", "Share of B"),
    together_told="The pairs that overlap most often are {pairs}.",
    together_note=(
        "Sub-codes are not counted in. The share of A is how many "
        "of A's passages overlap B, and in parentheses how many A has in all; passages with both are the smaller of the "
        "two numbers that overlap each other"
    ),
    together_all="Shown are all {n} pairs, the most frequent first",
    together_most="Shown is each pair that shares at least {least} passages: {n}, the most frequent first",
    together_rest=("1 more pair shares fewer", "{n} more pairs share fewer"),
    together_once=("1 more pair shares a single passage", "{n} more pairs share a single passage each"),
    together_empty="An empty cell is 0; “–” is the code itself. Sub-codes are not counted in",
    together_unit="Number of passages; the darker, the more",
    journal="Research journal",
    apart="Contradicting and borderline",
    near="Overlaps most often with",
    near_note="Jaccard is the passages with both codes, divided by those with either",
    history="History of the definition",
    bars_caption="Cases with {code}, by {by}",
    bars_family_caption="Cases with {code} or a sub-code, by {by}",
    bars_told="{told}.",
    flags={"typical": "typical", "borderline": "borderline", "contradicting": "contradicting"},
    methods_intro="COREQ and SRQR are checklists of what a report of qualitative research should account for. Here stand the items "
    "on the material, the analysis and the findings. Of the others, on the researchers, the contact with participants and the "
    "text of the report itself, the study knows nothing.",
    methods_blank=("1 field is marked, to be filled in by the researcher.", "{n} fields are marked, to be filled in by the researcher."),
    coreq="COREQ, items 12, 16 and 22–32",
    srqr="SRQR, items S8–S10 and S12–S17",
    coreq_caption="Facts from the study for COREQ (Tong, Sainsbury and Craig 2007)",
    srqr_caption="Facts from the study for SRQR (O'Brien et al. 2014)",
    item="Item",
    topic="Topic",
    fact="What the study shows",
    fill_in="to be filled in by the researcher",
    person="Person {number}",
    memo_on={
        "journal": "Journal", "study": "On the study", "source": "On sources", "case": "On cases",
        "code": "On codes", "coding": "On codings",
    },
    memos_elsewhere="Memos on codes and codings stand under the codes.",
    removed="[left out]",
    methods={
        "12": "Sample size", "16": "Description of sample", "22": "New codes on the way",
        "23": "Transcripts returned", "24": "Number of data coders", "25": "Description of the coding tree",
        "26": "Derivation of themes", "27": "Software", "28": "Participant checking",
        "29": "Quotations presented", "30": "Data and findings consistent", "31": "Clarity of major themes",
        "32": "Clarity of minor themes",
        "S8": "Sampling strategy", "S9": "Ethical issues", "S10": "Data collection methods",
        "S12": "Units of study", "S13": "Data processing", "S14": "Data analysis",
        "S15": "Techniques to enhance trustworthiness", "S16": "Synthesis and interpretation",
        "S17": "Links to empirical data",
        "sample": "{cases} in {sources}; participants say {words}.",
        "groups": "Cases by {by}: {groups}.",
        "new_codes": "Codes that the last {n} interviews have (in the interviews' order) and none before them: {new}.",
        "coders": "{n}: {names}.",
        "tree": "{codes} codes, of which {top} at the top of the tree and {defined} with a definition.",
        "origin": "{before} codes were there before the first coding was made; {after} came on the way.",
        "software": "caqda {version}; the study as it was at journal no. {position}.",
        "quotes": "{n}, each with source, paragraph and characters.",
        "quoted": "{n}, all of them quoted under their codes with source, paragraph and characters; those that overlap usually in "
        "one quotation.",
        "consistency": "Each number can be followed to its quotations, and each quotation to its place in the interview.",
        "themes": "Themes of the report: {themes}.",
        "minor": "Codes that fewest cases have (in parentheses the number of cases): {themes}.",
        "processing": "Interviews are stored unchanged (SHA-256) with {turns} turns; a text never changes after import.",
        "trust": "{memos} memos and entries of the research journal; {changes} changes of the study, {days}, each with time and name.",
        "days": "from {first} to {last}",
        "confidential": "Marked as confidential in the study: {marked}.",
    },
)  # fmt: skip


def part_words(language: str) -> PartWords:
    """The words of a language, da or en."""
    return DANISH if language == "da" else ENGLISH
