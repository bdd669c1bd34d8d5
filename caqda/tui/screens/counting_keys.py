"""The keys of the screen of tables, as its foot names them for each kind of table and each panel."""

from __future__ import annotations

from textual.binding import Binding

from caqda.wording import N_

CROSSTAB = N_(
    "{list.choose:enter} passages  {crosstab.kind:v} kind  {crosstab.rows:r} rows  "
    "{crosstab.by:b} columns  {crosstab.unit:u} unit  {crosstab.share:p} %  "
    "{crosstab.sort:S} sort  {crosstab.write:w} write  {crosstab.statistics:t} compare  "
    "{crosstab.save:n} save  {crosstab.saved:o} saved  {crosstab.narrow:/} narrow  "
    "{crosstab.sizes:i} sizes  {crosstab.transpose:x} transpose  {crosstab.roll-up:s} sub-codes  "
    "{crosstab.none:0} no value  {crosstab.summarise:m} summary"
)
_MEASURED = N_(
    "{list.choose:enter} passages  {crosstab.kind:v} kind  {crosstab.by:b} of what  "
    "{crosstab.share:p} measure  {crosstab.sizes:i} what it says  {crosstab.sort:S} sort  "
    "{crosstab.write:w} write  "
    "{crosstab.save:n} save  {crosstab.saved:o} saved  {crosstab.narrow:/} narrow  "
    "{crosstab.transpose:x} transpose  {crosstab.roll-up:s} sub-codes"
)
OTHERS = N_(
    "{list.choose:enter} passages  {crosstab.kind:v} kind  {crosstab.by:b} of what  "
    "{crosstab.sizes:i} what it says  {crosstab.sort:S} sort  {crosstab.write:w} write  "
    "{crosstab.save:n} save  {crosstab.saved:o} saved  "
    "{crosstab.narrow:/} narrow  {crosstab.transpose:x} transpose  {crosstab.roll-up:s} sub-codes"
)
_COUNTED = N_(
    "{list.choose:enter} passages  {crosstab.kind:v} kind  {crosstab.sizes:i} what it says  "
    "{crosstab.sort:S} sort  {crosstab.write:w} write  {crosstab.save:n} save  {crosstab.saved:o} saved  "
    "{crosstab.narrow:/} narrow  {crosstab.transpose:x} transpose  {crosstab.roll-up:s} sub-codes"
)
OF_KIND = {
    "crosstab": CROSSTAB,
    "cooccurrence": _MEASURED,
    "similarity": _MEASURED,
    "frequencies": _COUNTED,
}
LISTING = N_(
    "{list.choose:enter} opens it in its place  {crosstab.summarise:m} summary  "
    "tab table  {crosstab.back:esc} closes the list"
)
LISTING_ONLY = N_("{list.choose:enter} opens it in its place  tab table  {crosstab.back:esc} closes the list")
READING = N_("↑ ↓ read on  {crosstab.back:esc} closes")
NARROWING = N_("enter keeps these rows  {crosstab.back:esc} shows all")


def key(keys: str, action: str, words: str, name: str) -> Binding:
    """A key of the screen of tables."""
    return Binding(keys, action, words, show=False, id=f"crosstab.{name}")
