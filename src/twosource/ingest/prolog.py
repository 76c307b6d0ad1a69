"""What stands before the first element of a document."""

import re


def prolog_end(pieces: re.Pattern[str], text: str) -> int:
    """Where the run of such pieces ends that the text begins with. One at a time, as a repeated group would try them in
    every other way when what follows does not match (and Python before 3.11.5 errs over possessive groups)."""
    end = 0
    while found := pieces.match(text, end):
        end = found.end()
    return end
