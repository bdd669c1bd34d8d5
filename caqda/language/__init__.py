"""Everything that needs spaCy or rapidfuzz; knows no study."""
