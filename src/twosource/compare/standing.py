"""The standing of a claim, exactly one, with the reason in one plain line built from its parts."""

from collections.abc import Mapping, Sequence

from twosource.compare.article_view import ArticleView
from twosource.compare.origins import Tracing
from twosource.model.comparison import ClaimMention, Discrepancy, Origin, Standing

_KIND_WORDS = {
    "number": "the number",
    "date": "the date",
    "name": "a name or role",
    "place": "the place",
    "polarity": "whether it is so",
    "certainty": "how certain it is",
    "attribution": "who said it",
    "quote_wording": "the words quoted",
    "sequence": "what came first",
}
DISPUTING = frozenset({"number", "date", "name", "place", "polarity", "certainty", "sequence"})
"""Kinds of contradiction that put the claim itself in dispute; altered quotes and other speakers do not."""


def judge_standing(
    tracing: Tracing,
    mentions: Sequence[ClaimMention],
    discrepancies: Sequence[Discrepancy],
    views: Mapping[str, ArticleView],
) -> tuple[Standing, str]:
    """The standing and its reason. Dispute comes first: accounts that cannot all be right are not confirmed however
    many origins they have. Then: one outlet, an open question of independence, several origins, one origin."""
    outlets = _outlets(mentions, views)
    contradictions = [one for one in discrepancies if is_disputing(one)]
    if contradictions:
        return "disputed", _disputed(contradictions, views)
    if len(outlets) == 1:
        return "single_source", _single(tracing, outlets[0])
    if tracing.doubt:
        return "unclear", f"{_count(len(outlets), 'outlet')}, but {tracing.doubt}"
    if len(tracing.origins) > 1:
        origins = "; ".join(_plain(origin, mentions, views) for origin in tracing.origins)
        return "corroborated", f"{_count(len(tracing.origins), 'independent origin')}: {origins}"
    return "shared_origin", _shared(tracing, len(outlets))


def is_disputing(discrepancy: Discrepancy) -> bool:
    """Whether the discrepancy puts a claim in dispute."""
    return discrepancy.severity == "contradiction" and discrepancy.kind in DISPUTING and not discrepancy.update


def _outlets(mentions: Sequence[ClaimMention], views: Mapping[str, ArticleView]) -> list[str]:
    """The names of the outlets, once each; two articles of one outlet are one outlet."""
    return list(dict.fromkeys(views[mention.article].annotated.article.name for mention in mentions))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"


def _disputed(contradictions: Sequence[Discrepancy], views: Mapping[str, ArticleView]) -> str:
    first = contradictions[0]
    kinds = list(dict.fromkeys(_KIND_WORDS[one.kind] for one in contradictions))
    names = list(dict.fromkeys(views[one.article].annotated.article.name for one in first.mentions))
    line = f"{joined(names)} differ on {joined(kinds)}" if len(names) > 1 else f"{names[0]} differs with itself"
    return f"{line}: {first.why}" if first.why else line


def _single(tracing: Tracing, outlet: str) -> str:
    others = [origin for origin in tracing.origins if origin.kind != "own_reporting"]
    if others:
        return f"only {outlet} has this, on the word of {joined([_named(origin) for origin in others])}"
    return f"only {outlet} has this, in its own voice"


def _shared(tracing: Tracing, outlets: int) -> str:
    origin = tracing.origins[0]
    both = "both" if outlets == 2 else "all"
    start = _count(outlets, "outlet")
    if "publisher" in tracing.links and len(tracing.publishers) == 1:
        return f"{start} of one publisher, {tracing.publishers[0]}"
    if "text" in tracing.links:
        return f"{start}, {both} carrying the same text" + (f" of {origin.name}" if origin.kind == "agency" else "")
    if "agency" in tracing.links:
        return f"{start}, {both} carrying {origin.name}"
    if origin.kind == "own_reporting":
        return (
            f"{start}, {both} telling of one statement or document that neither names"
            if outlets == 2
            else (f"{start}, all telling of one statement or document that none names")
        )
    attributed = all(ground.attribution is not None for ground in tracing.grounds)
    verb = "quoting" if attributed and all(ground.quoted > 0 for ground in tracing.grounds) else "citing"
    if attributed:
        return f"{start}, {both} {verb} {_named(origin)}"
    return f"{start}, {both} resting on {_named(origin)}; nothing shows an account of their own"


def _named(origin: Origin) -> str:
    return origin.name


def _plain(origin: Origin, mentions: Sequence[ClaimMention], views: Mapping[str, ArticleView]) -> str:
    names = list(dict.fromkeys(views[mentions[i].article].annotated.article.name for i in origin.mentions))
    if origin.kind == "own_reporting":
        return f"own account of {joined(names)}"
    return f"{origin.name} ({joined(names)})"


def joined(names: Sequence[str]) -> str:
    """The names as a list in plain words ("A, B and C")."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
