"""The report's own words, in the language of the study; and how numbers and dates are written in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Words:
    """Headings, labels and sentences. What stands in braces is filled in."""

    language: str
    months: tuple[str, ...]
    day: str
    thousands: str
    point: str
    # the report
    title: str
    contents: str
    pages_later: str
    about: str
    study: str
    material: str
    material_is: str
    divided_by: str
    selection: str
    everything: str
    all_open: str
    only_open: str
    coders: str
    date: str
    trace: str
    trace_use: str
    trace_is: str
    choices: str
    constructed: str
    partly_constructed: str
    # tables
    page_of: str
    findings: str
    numbered_table: str
    numbered_figure: str
    overview: str
    overview_caption: str
    every_row: str
    reading: str
    reading_is: tuple[str, ...]
    total: str
    code: str
    cases: str
    sources: str
    passages: str
    words: str
    column_cases: str
    group_cases: str
    bars_unit: str
    column_sources: str
    column_words: str
    none: str
    none_is: str
    kept_back: str
    whole_caption: str
    family_caption: str
    alone_caption: str
    query: str
    # chapters
    chapters: str
    only_sub_codes: str
    unused: str
    group: str
    group_of_nobody: str
    group_kept_back: str
    group_apart: str
    group_quoted: str
    also_in: str
    belongs_in: str
    within: str
    whole_of: str
    quoted: str
    characters: str
    coded_by: str
    case: str
    interviewer: str
    memo: str
    # the codebook
    codebook: str
    codebook_is: str
    definition: str
    full: str
    include: str
    exclude: str
    typical: str
    borderline: str
    kinds: Mapping[str, str]
    counts: Mapping[str, tuple[str, str]]

    def number(self, number: int) -> str:
        """A whole number with its thousands marked."""
        return f"{number:,}".replace(",", self.thousands)

    def decimals(self, text: str) -> str:
        """A number with its decimals, which ``text`` writes with a point, as the language writes it."""
        return text.replace(".", self.point)

    def count(self, kind: str, number: int) -> str:
        """A number with what it counts: ``3 cases``."""
        return self.counts[kind][number != 1].format(self.number(number))

    def cases_of(self, number: int | str, whole: int | str) -> str:
        """Some cases of all there are: ``2 of 5 cases``; what is kept back comes as a text."""
        told, size = (self.number(one) if isinstance(one, int) else one for one in (number, whole))
        return self.counts["cases"][whole != 1].format(self.whole_of.format(number=told, whole=size))

    def day_of(self, iso: str) -> str:
        """A date with its month in letters."""
        at = date.fromisoformat(iso)
        return self.day.format(day=at.day, month=self.months[at.month - 1], year=at.year)


DANISH = Words(
    language="da",
    months=(
        "januar", "februar", "marts", "april", "maj", "juni",
        "juli", "august", "september", "oktober", "november", "december",
    ),
    day="{day}. {month} {year}",
    thousands=".",
    point=",",
    title="Koderapport: {study}",
    contents="Indhold",
    pages_later="Sidetallene kommer, når indholdsfortegnelsen opdateres: klik i den, og tryk F9.",
    about="Om rapporten",
    study="Undersøgelse",
    material="Materiale",
    material_is="{sources} med {cases}, hvor deltagerne siger {words}",
    divided_by="Opdelt efter",
    selection="Udvalg",
    everything="alle kodninger",
    all_open="alle kodninger, der ikke er fortrolige",
    only_open="uden de fortrolige kodninger",
    coders="Kodet af",
    date="Dato",
    trace="Sporbarhed",
    trace_use="Rapportens citater og tal kan prøves mod undersøgelsen med kommandoen caqda verify. Den læser "
    "i de to næste linjer, hvad rapporten er dannet af.",
    trace_is="journal nr. {position} med hash {hash}, undersøgelsens id {uuid}, dannet med caqda {version}",
    choices="Rapportens valg",
    constructed="Materialet er konstrueret: Det er skrevet til formålet, og ingen virkelig "
    "person taler i det.",
    partly_constructed="Af rapportens {sources} er {constructed} mærket som konstrueret materiale, hvor "
    "ingen virkelig person taler.",
    findings="Citater",
    page_of="Side {page} af {of}",
    numbered_table="Tabel {number}",
    numbered_figure="Figur {number}",
    overview="Overblik",
    overview_caption="Antal cases og i parentes antal passager med hver kode, opdelt efter {by}",
    every_row="Hver række er koden med dens underkoder",
    reading="Sådan læses tallene",
    reading_is=(
        "En case er den, der sammenlignes, som regel én interviewperson. En passage hører til en case, "
        "når den overlapper casens replikker. Interviewerens replikker hører ikke til nogen case.",
        "En passage er et stykke med en bestemt begyndelse og slutning. Har flere kodere givet nøjagtig "
        "det samme stykke koden, eller har det flere underkoder, tæller det én gang. Er stykkerne ikke "
        "helt ens, tæller de hver for sig, også hvor de overlapper.",
        "Grupperne kan tilsammen give mere end tallet i alt: En passage, hvor flere taler sammen, hører "
        "til i gruppen for hver af dem, og et interview med cases fra flere grupper er kilde i dem alle.",
        "Ord er deltagernes egne ord i passagerne, uden interviewerens. Ord, som flere passager dækker, "
        "tæller én gang.",
        "Passager med samme kode, der overlapper hinanden, står som ét citat, medmindre en af dem er "
        "mærket, de hører til hver sin gruppe, eller de tilsammen er meget lange. Under citatet står, "
        "hvem der kodede hvilke tegn. I tallene er de hver sin passage, og der er da færre citater end "
        "passager.",
        "Efter tabellen står de koder, som kodens passager oftest overlapper, og hvor mange af dem det "
        "er. Her er underkoder ikke regnet med, og koder, der kun overlapper en enkelt passage, er ikke "
        "nævnt.",
        "Udtrykket under en tabel er det, tallene er talt efter, skrevet, så tællingen kan gentages i "
        "caqda: navnet er koden med dens underkoder, og = foran er koden uden dem.",
        "Et citat er navngivet efter kilde og afsnit: kilde:14 er kildens afsnit 14. Tegnene er citatets "
        "plads i kildens tekst, så det kan slås op; et klokkeslæt er stedet i optagelsen. Citater står, "
        "som de er kodet, og kan begynde og slutte midt i en sætning.",
        "Mærkerne typisk, grænsetilfælde og modsiger ved et citat er sat af den, der kodede det. De to "
        "sidste står for sig sidst under koden, ikke i deres gruppe.",
    ),
    total="I alt",
    code="Kode",
    cases="Cases",
    sources="Kilder",
    passages="Passager",
    words="Ord",
    column_cases="Cases i materialet",
    group_cases="Cases i gruppen",
    bars_unit="Antal cases (af alle i gruppen)",
    column_sources="Kilder i materialet",
    column_words="Deltagernes ord i materialet",
    none="ikke angivet",
    none_is="Under »ikke angivet« står det, som kun intervieweren siger, og det, som der ikke er oplyst "
    "en værdi for.",
    kept_back="»<{least}« står, hvor et tal er under {least}, eller hvor færre end {least} cases er bag det. "
    "»–« står for et tal i alt, som det ellers kunne regnes ud af.",
    whole_caption="{code}, opdelt efter {by}",
    family_caption="{code} med underkoder, opdelt efter {by}",
    alone_caption="{code} uden underkoder, opdelt efter {by}",
    query="Udtryk",
    chapters="Kode for kode",
    only_sub_codes="Koden er kun brugt gennem sine underkoder. Citaterne står under dem.",
    unused="Koden er ikke brugt i det valgte materiale.",
    group="{passages} fra {cases}",
    group_of_nobody="{passages} uden case",
    group_kept_back="færre end {least} cases",
    group_apart="{group}, heraf {n} under modsigelser og grænsetilfælde",
    group_quoted="{group} · {quotations} her",
    also_in="Citatet hører også til under {columns}.",
    belongs_in="Hører til under {columns}.",
    within="heraf tegn {stretches} {coded_by}",
    whole_of="{number} af {whole}",
    quoted="»{}«",
    characters="tegn {start}–{end}",
    coded_by="kodet af {coders}",
    case="case {cases}",
    interviewer="interviewer",
    memo="Memo ({coder})",
    codebook="Bilag: Kodebog",
    codebook_is="Hele kodebogen, som den var, da rapporten blev dannet.",
    definition="Definition",
    full="Uddybning",
    include="Omfatter",
    exclude="Omfatter ikke",
    typical="Typisk eksempel",
    borderline="Grænsetilfælde",
    kinds={
        "codes": "koder",
        "sources": "kilder",
        "cases": "cases",
        "coders": "kodere",
        "where": "betingelse",
        "source": "kilde",
        "case": "case",
        "coder": "hvem der har kodet",
    },
    counts={
        "cases": ("{} case", "{} cases"),
        "sources": ("{} kilde", "{} kilder"),
        "passages": ("{} passage", "{} passager"),
        "quotations": ("{} citat", "{} citater"),
        "words": ("{} ord", "{} ord"),
        "coders": ("{} koder", "{} kodere"),
        "memos": ("{} memo", "{} memoer"),
        "coded": ("{} kodet passage", "{} kodede passager"),
    },
)  # fmt: skip

ENGLISH = Words(
    language="en",
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    day="{day} {month} {year}",
    thousands=",",
    point=".",
    title="Code report: {study}",
    contents="Contents",
    pages_later="The page numbers come when the table of contents is updated: click in it and press F9.",
    about="About this report",
    study="Study",
    material="Material",
    material_is="{sources} with {cases}, in which participants say {words}",
    divided_by="Divided by",
    selection="Selection",
    everything="all codings",
    all_open="all codings that are not confidential",
    only_open="without the confidential codings",
    coders="Coded by",
    date="Date",
    trace="Traceability",
    trace_use="The quotations and numbers of this report can be held against the study with the command "
    "caqda verify. In the next two lines it reads what the report was made of.",
    trace_is="journal no. {position} with hash {hash}, study id {uuid}, made with caqda {version}",
    choices="The report's choices",
    constructed="The material is constructed: it was written for the purpose, and no real "
    "person speaks in it.",
    partly_constructed="Of the {sources} in this report, {constructed} are marked as constructed material, "
    "in which no real person speaks.",
    findings="Quotations",
    page_of="Page {page} of {of}",
    numbered_table="Table {number}",
    numbered_figure="Figure {number}",
    overview="Overview",
    overview_caption="Number of cases, and in parentheses of passages, with each code, by {by}",
    every_row="Each row is the code with its sub-codes",
    reading="How to read the numbers",
    reading_is=(
        "A case is who is compared, usually one interviewee. A passage belongs to the cases whose turns "
        "it overlaps. An interviewer's turns belong to no case.",
        "A passage is a stretch with a beginning and an end. Where several coders gave exactly the same "
        "stretch the code, or where it has several sub-codes, it counts once. Stretches that are not "
        "quite the same count each, also where they overlap.",
        "The groups may add up to more than the total: a passage in which several people speak belongs to "
        "the group of each of them, and an interview with cases of several groups is a source in all of "
        "them.",
        "Words are the participants' own in the passages, without the interviewer's. Words that several "
        "passages cover count once.",
        "Passages with the same code that overlap stand as one quotation, unless one of them is flagged, "
        "they belong to different groups, or they are very long together. Under it is said who coded "
        "which characters. In the numbers each of them is a passage, so that there are fewer quotations "
        "than passages.",
        "After the table stand the codes that the code's passages overlap most often, and how many of "
        "them do. Sub-codes are not counted in here, and codes that only one passage overlaps are not "
        "named.",
        "The expression under a table is what the numbers are counted by, written so that caqda can count "
        "again: the name is the code with its sub-codes, and = before it is the code without them.",
        "A quotation is named after source and paragraph: source:14 is paragraph 14 of the source. The "
        "characters are its place in the source's text, so that it can be looked up; a time is the place "
        "in the recording. Quotations stand as they were coded, and may begin and end within a sentence.",
        "The flags typical, borderline and contradicting at a quotation were set by who coded it. The "
        "last two stand apart at the end of the code, not in their group.",
    ),
    total="Total",
    code="Code",
    cases="Cases",
    sources="Sources",
    passages="Passages",
    words="Words",
    column_cases="Cases in the material",
    group_cases="Cases in the group",
    bars_unit="Number of cases (of all in the group)",
    column_sources="Sources in the material",
    column_words="Participants' words in the material",
    none="not stated",
    none_is="Under “not stated” is what only the interviewer says, and what no value is given for.",
    kept_back="“<{least}” stands where a number is below {least}, or where fewer than {least} cases are "
    "behind it. “–” stands for a total from which it could be worked out.",
    whole_caption="{code}, by {by}",
    family_caption="{code} with sub-codes, by {by}",
    alone_caption="{code} without sub-codes, by {by}",
    query="Expression",
    chapters="Code by code",
    only_sub_codes="The code is used only through its sub-codes. The quotations stand there.",
    unused="The code is not used in the chosen material.",
    group="{passages} from {cases}",
    group_of_nobody="{passages} without a case",
    group_kept_back="fewer than {least} cases",
    group_apart="{group}, {n} of them under contradicting and borderline",
    group_quoted="{group} · {quotations} here",
    also_in="This quotation also belongs under {columns}.",
    belongs_in="Belongs under {columns}.",
    within="of which characters {stretches} {coded_by}",
    whole_of="{number} of {whole}",
    quoted="“{}”",
    characters="characters {start}–{end}",
    coded_by="coded by {coders}",
    case="case {cases}",
    interviewer="interviewer",
    memo="Memo ({coder})",
    codebook="Appendix: Codebook",
    codebook_is="The whole codebook as it was when this report was made.",
    definition="Definition",
    full="In full",
    include="Include",
    exclude="Exclude",
    typical="Typical example",
    borderline="Borderline",
    kinds={
        "codes": "codes",
        "sources": "sources",
        "cases": "cases",
        "coders": "coders",
        "where": "condition",
        "source": "source",
        "case": "case",
        "coder": "coder",
    },
    counts={
        "cases": ("{} case", "{} cases"),
        "sources": ("{} source", "{} sources"),
        "passages": ("{} passage", "{} passages"),
        "quotations": ("{} quotation", "{} quotations"),
        "words": ("{} word", "{} words"),
        "coders": ("{} coder", "{} coders"),
        "memos": ("{} memo", "{} memos"),
        "coded": ("{} coded passage", "{} coded passages"),
    },
)  # fmt: skip


def words(language: str) -> Words:
    """The words of a language; English where it is not known."""
    return DANISH if language == "da" else ENGLISH
