"""The lines that stand under every table: whose sub-codes are counted, the filter, and the coders."""

from __future__ import annotations

from caqda.analysis.extent import coders_of
from caqda.analysis.scope import Scope
from caqda.wording import _


def levels(roll_up: bool) -> str:
    """Whether codes count what their sub-codes are on."""
    return _("Codes include their sub-codes.") if roll_up else _("Codes stand without their sub-codes.")


def filtered(scope: Scope) -> str:
    """What is looked at, and whose codings."""
    coders = ", ".join(coders_of(scope)) or _("none")
    return _("Filter: {filter}. Coders: {coders}.").format(filter=_(scope.describe()), coders=coders)
