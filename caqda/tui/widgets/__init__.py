"""The panels of the screens. A widget paints and posts messages; it knows no study door."""
