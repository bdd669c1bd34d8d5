"""The plain mode: the whole work of coding as lines of text and typed commands, for screen readers.

No cursor is addressed, nothing is coloured and no escape sequence is written. :mod:`caqda.plain.loop` takes
the lines, :mod:`caqda.plain.commands` knows what they mean, :mod:`caqda.plain.speech` finds the words.
"""
