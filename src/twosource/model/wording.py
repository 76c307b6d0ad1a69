"""What two wordings of one thing have in common: the words as they sound."""

import re

WORD = re.compile(r"[^\W_]+(?:['’.,-]{1,2}[^\W_]+)*")
"""A word of a text: letters and digits, with what joins them inside."""
_UNHEARD = str.maketrans("", "", "'’‘.,-")


def wording_key(text: str) -> tuple[str, ...]:
    """The words of the text without case, punctuation and quotation marks: equal for wordings that sound the same."""
    return tuple([word.casefold().translate(_UNHEARD) for word in WORD.findall(text)])
