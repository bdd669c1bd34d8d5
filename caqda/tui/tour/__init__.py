"""The first five minutes: a tour through the bundled study, which the researcher walks by doing.

A panel at the foot says what to press and why. It goes on by itself when that is done, any step can be
passed over, and it can be left at any time; whoever began it or put it away is not asked again.
"""

from caqda.tui.tour.guide import Guide

__all__ = ["Guide"]
