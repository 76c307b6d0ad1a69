"""How many independent origins stand behind what several articles share."""

import re

from twosource.model.comparison import Comparison, Origin

_OF_SPEAKER = re.compile(
    r"[’']s? (?:account|address|announcement|briefing|comments?|interview|letter|memo|message|news conference|note|post"
    r"|press conference|readout|release|remarks|report|speech|statement|testimony|transcript|tweet|words)\b.*$"
)
_INITIAL = re.compile(r"\b\w\.(?: |$)")
_OWN = "own reporting: "
_SETTLED = frozenset(("corroborated", "shared_origin", "disputed"))


def origin_identity(origin: Origin) -> str:
    """What two names of one origin have in common: a speaker's readout, statement and remarks come from one mouth; a
    middle initial, the case and the hyphens of a file's name change nobody."""
    name = origin.name.casefold()
    if origin.kind == "own_reporting" and name.startswith(_OWN):
        name = name[len(_OWN) :]
    name = _INITIAL.sub("", _OF_SPEAKER.sub("", name)).replace("-", " ").replace("_", " ")
    return " ".join(name.removeprefix("the ").split()) or origin.name


def independent_origins(comparison: Comparison) -> int:
    """Distinct origins behind the claims that two or more articles make. Claims whose independence the texts do not
    settle, and sources nobody names, count for nothing here."""
    found: set[str] = set()
    for claim in comparison.claims:
        if claim.standing in _SETTLED and len({mention.article for mention in claim.mentions}) > 1:
            found.update(origin_identity(origin) for origin in claim.origins if origin.kind != "unnamed")
    return len(found)
