"""Other tools' and people's files, in and out: the codebook as YAML, the codings as a table."""
