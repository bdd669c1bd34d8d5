"""What Typer says of a command line that it cannot read, in the language of the interface.

Typer and Pydantic have no catalogue of their own; what is not known here is told as they have it.
"""

from __future__ import annotations

import re

from caqda.wording import N_, _

_NAME, _VALUE = r"['\"](?P<name>.+?)['\"]", r"Invalid value for '(?P<name>[^']+)': "

_SAID = {
    r"No such option: (?P<name>\S+) \(Possible options: (?P<near>.+)\)": N_(
        "No such option: {name} (Possible options: {near})"
    ),
    r"No such option: (?P<name>\S+)": N_("No such option: {name}"),
    rf"No such command {_NAME}": N_("No such command '{name}'"),
    r"Missing command": N_("Missing command"),
    rf"Missing argument {_NAME}": N_("Missing argument '{name}'"),
    rf"Missing option {_NAME}": N_("Missing option '{name}'"),
    rf"Option {_NAME} requires an argument": N_("Option '{name}' requires an argument"),
    rf"Option {_NAME} does not take a value": N_("Option '{name}' does not take a value"),
    r"Got unexpected extra argument(?:s|\(s\))? \((?P<name>.+)\)": N_(
        "Got unexpected extra argument(s) ({name})"
    ),
    rf"{_VALUE}(?:Value error, )?'(?P<given>.*)' is not one of (?P<those>.+)": N_(
        "Invalid value for '{name}': '{given}' is not one of {those}"
    ),
    rf"{_VALUE}Input should be a valid integer\b.*": N_("Invalid value for '{name}': write a whole number"),
    rf"{_VALUE}Input should be a valid number\b.*": N_("Invalid value for '{name}': write a number"),
    rf"{_VALUE}Input should be greater than or equal to (?P<bound>\S+)": N_(
        "Invalid value for '{name}': it must be at least {bound}"
    ),
    rf"{_VALUE}Input should be less than or equal to (?P<bound>\S+)": N_(
        "Invalid value for '{name}': it must be at most {bound}"
    ),
    rf"{_VALUE}(?P<why>.+)": N_("Invalid value for '{name}': {why}"),
}


def told(message: str) -> str:
    """The sentence of Typer's, without its full stop, in the language of the interface."""
    message = message.strip().removesuffix(".")
    for said, sentence in _SAID.items():
        if found := re.fullmatch(said, message, re.DOTALL):
            return _(sentence).format(**found.groupdict())
    return message
