"""How a value of a study is compared with one that a researcher wrote, by the type of its variable."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from caqda.analysis.corpus import natural
from caqda.analysis.expression import Comparison, Range, Word
from caqda.wording import N_, _

Fits = Callable[[str], bool]
Fault = Callable[[str, Word], Exception]
"""Makes the error that shows a word of the expression."""

ORDERED: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_YES = frozenset({"yes", "ja", "true", "sand", "1", "x"})
_NO = frozenset({"no", "nej", "false", "falsk", "0"})
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_MOMENT = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d(?::\d\d(?::\d\d)?)?)?)?)?")
_EXPECTED = {
    "number": N_('Expected a number instead of "{text}".'),
    "yesno": N_('Expected yes or no instead of "{text}".'),
    "date": N_('Expected a date such as 2020-03-19 or 2020-03 instead of "{text}".'),
}


def written(comparison: Comparison) -> Iterator[Word]:
    """All values that stand in a comparison, the ends of ranges among them."""
    for value in comparison.values:
        if isinstance(value, Range):
            yield from (end for end in (value.low, value.high) if end is not None)
        else:
            yield value


def any_fits(kind: str, comparison: Comparison, fault: Fault) -> Fits:
    """Which values of a variable of a type fit one of those written; an empty one fits none."""
    sign = "=" if comparison.operator in ("in", "!=") else comparison.operator
    tests = [
        _in_range(kind, value, fault) if isinstance(value, Range) else _fits(kind, sign, value, fault)
        for value in comparison.values
        if isinstance(value, Range) or value.text
    ]
    return lambda value: any(test(value) for test in tests)


def contains(wanted: str) -> Fits:
    """Whether a text contains another, capitals aside."""
    small = wanted.casefold()
    return lambda text: small in text.casefold()


def moments(limit: Word, fault: Fault) -> tuple[int, int]:
    """The stretch of time ``[low, high)`` that a written date or time is, in seconds since 1970, UTC."""
    try:
        low = np.array(limit.text if _MOMENT.fullmatch(limit.text) else "no date", dtype="datetime64")
        both = np.array([low, low + 1]).astype("datetime64[s]").astype(np.int64)
        return int(both[0]), int(both[1])
    except ValueError:
        message = _('Expected a time such as 2020-03-19 or 2020-03-19T14 instead of "{text}".')
        raise fault(message.format(text=limit.text), limit) from None


def number(value: str) -> float | None:
    """The number that is written, with a decimal point or comma; None where it is none."""
    try:
        return float(value.replace(",", "."))
    except ValueError:
        return None


def _fits(kind: str, sign: str, limit: Word, fault: Fault) -> Fits:
    if sign in ("~", "!~"):
        return contains(limit.text)
    key = _key(kind, limit, fault)
    compare: Callable[[Any, Any], bool] = ORDERED.get(sign, operator.eq)
    asked = key(limit.text)
    return lambda value: (at := key(value)) is not None and compare(at, asked)


def _in_range(kind: str, span: Range, fault: Fault) -> Fits:
    low = _fits(kind, ">=", span.low, fault) if span.low else None
    high = _fits(kind, "<=", span.high, fault) if span.high else None
    if span.low and high and not high(span.low.text):
        raise fault(_("The range ends before it begins."), span.low)
    return lambda value: (low is None or low(value)) and (high is None or high(value))


def _key(kind: str, limit: Word, fault: Fault) -> Callable[[str], Any]:
    """How values of a type are compared with a limit; a value that is not of the type is None."""
    key: Callable[[str], Any] = {"number": number, "yesno": _yesno, "text": natural}.get(kind, natural)
    if kind == "date":
        # A date is compared as far as the limit is written: 2020-03-19 <= 2020 holds.
        key = _date(len(limit.text))
    if key(limit.text) is None:
        raise fault(
            _(_EXPECTED[kind]).format(text=limit.text),
            limit,
        )
    return key


def _date(size: int) -> Callable[[str], str | None]:
    return lambda value: value[:size] if _DATE.fullmatch(value[:size]) else None


def _yesno(value: str) -> bool | None:
    said = value.casefold()
    return True if said in _YES else False if said in _NO else None
