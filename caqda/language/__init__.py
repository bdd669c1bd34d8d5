"""Everything that needs spaCy or rapidfuzz: sentences, words, names. Both are imported when first used."""
