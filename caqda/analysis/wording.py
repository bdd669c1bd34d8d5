"""Where a word stands in a source, in any of its forms and compounds among the words of the study."""

from __future__ import annotations

import numpy as np

from caqda.analysis.corpus import Corpus
from caqda.language.forms import word_forms
from caqda.language.segments import words


def forms_in(corpus: Corpus, source: int, wanted: str) -> list[tuple[int, int]]:
    """The spans of ``wanted`` in a source; of several words, where they follow each other."""
    language = corpus.sources[source].language
    vocabulary = corpus.vocabulary(source)
    headwords = [wanted[start:end] for start, end in words(wanted)]
    first = vocabulary.runs(len(headwords))
    for at, headword in enumerate(headwords):
        forms = forms_of(corpus, headword, language)
        one_of_them = np.array([word in forms for word in vocabulary.words], dtype=bool)
        first = first[one_of_them[vocabulary.number[first + at]]]
    last = first + len(headwords) - 1
    starts, ends = vocabulary.spans[first, 0], vocabulary.spans[last, 1]
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def forms_of(corpus: Corpus, headword: str, language: str) -> frozenset[str]:
    """The forms of a word, in small letters, in the sources that are in a language."""
    sources = [key for key, source in corpus.sources.items() if source.language == language]
    texts = frozenset(corpus.sources[key].sha256 for key in sources)

    def find() -> frozenset[str]:
        known: set[str] = set()
        known.update(*(corpus.vocabulary(key).words for key in sources))
        return word_forms(headword, known, language)

    return corpus.keep(("forms", headword.casefold(), language, texts), find)
