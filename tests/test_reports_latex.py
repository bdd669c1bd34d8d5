"""The report as LaTeX: nothing of what is quoted is a command."""

import re

from documents import document, everything, quote, table
from hypothesis import given
from hypothesis import strategies as st

from caqda.reports import render
from caqda.reports.document import Cell, Heading, Paragraph, Run
from caqda.reports.latex import _MARKS, latex
from caqda.safety import for_terminal

BACK = {shown: mark for mark, shown in _MARKS.items() if mark != "\n"}
SHOWN = re.compile("|".join(re.escape(shown) for shown in sorted(BACK, key=len, reverse=True)))


@given(st.text(st.sampled_from("\\{}$&#%_^~\"<>|`'[]- æa\n\t\x1b") | st.characters(), max_size=40))
def test_text_is_what_it_was_and_nothing_in_it_is_a_command(text):
    told = latex(text)
    assert SHOWN.sub(lambda found: BACK[found[0]], told) == for_terminal(text).replace("\n", " ")
    assert not re.search(r"[\\{}$&#%_^~]", SHOWN.sub("", told))


def test_a_whole_document_opens_and_closes_what_it_opens():
    text = render(everything(subtitle="Under"), "tex").decode()
    open_ = []
    for found in re.finditer(r"\\(begin|end)\{(\w+)\}", text):
        if found[1] == "begin":
            open_.append(found[2])
        else:
            assert open_.pop() == found[2]
    assert open_ == []
    for words in ("\\section{Fund}", "\\caption{Cases pr. kode}", "\\textbf{K1:} Nej.", "50 \\%", "k1:2"):
        assert words in text
    labels, links = (set(re.findall(rf"\\{name}[\[{{](\w+)", text)) for name in ("label", "hyperref"))
    assert links - {"hidelinks"} <= labels


def test_what_a_transcript_holds_is_text_and_nothing_else():
    words = "\\input{/etc/passwd} \\write18{ls} $x$ % & # \\end{verbatim} \\end{document}"
    told = document(
        Heading(1, words, words),
        Paragraph((words, Run(words, code=True))),
        quote(words, id=words),
        title=words,
    )
    text = render(told, "tex").decode()
    assert not re.search(r"\\(input|write)", text)
    assert text.count("\\end{document}") == 1
    cell = render(document(table(rows=((Cell(words), Cell(words), Cell(words)),), foot=())), "tex").decode()
    assert cell.count("\\end{document}") == 1
