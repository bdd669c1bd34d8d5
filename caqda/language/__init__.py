"""Everything that needs spaCy or rapidfuzz: sentences, words, names. Both are imported when first used."""

from __future__ import annotations

from caqda.language.segments import count_words, paragraphs, words

__all__ = ["count_words", "paragraphs", "words"]
