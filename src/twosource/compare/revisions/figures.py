"""Figures and dates that an edit changed."""

from collections.abc import Iterator

from twosource.compare.article_view import ArticleView
from twosource.compare.discrepancies.dates import governor
from twosource.compare.discrepancies.numbers import unit_lemmas
from twosource.compare.discrepancies.pairs import Side
from twosource.compare.revisions.passages import Passage, matches, quoted, unpaired, words_of
from twosource.model.annotation import Quantity, TimeExpression
from twosource.model.archive import RevisionChange
from twosource.text.timevalue import compare_times

_FATES = {
    "injure": "injured", "hurt": "injured", "wound": "wounded", "kill": "killed", "die": "dead", "dead": "dead",
    "arrest": "arrested", "detain": "detained", "rescue": "rescued", "evacuate": "evacuated", "displace": "displaced",
    "hospitalize": "in hospital", "miss": "missing", "missing": "missing", "infect": "infected",
}  # fmt: skip
"""What a verb makes of those it counts: "12 people were hurt" counts the injured."""
_PEOPLE = frozenset({"people", "person", "persons", "men", "women", "other", "others"})


def find_figures(passage: Passage) -> Iterator[RevisionChange]:
    """A figure for the same thing with another value, or with another bound ("at least 12" for "12")."""
    old = _undated(passage.in_before(passage.before.quantities_in), passage.before)
    new = _undated(passage.in_after(passage.after.quantities_in), passage.after)
    old, new = unpaired(old, new, _same_figure)
    old, new = unpaired(old, new, lambda one, other: one.value == other.value and one.bound == other.bound)
    pairs = matches(
        old,
        new,
        lambda one, other: _comparable(one, other) and passage.same_place(one.span, other.span),
        lambda one, other: _same_unit(one, other) and _comparable(one, other),
    )
    for one, other in pairs:
        if words_of(passage.before, one.span).casefold() != words_of(passage.after, other.span).casefold():
            yield RevisionChange("figure_changed", _figure_line(passage, one, other), one.span, other.span)


def _undated(found: list[Quantity], view: ArticleView) -> list[Quantity]:
    """The quantities that are no part of a date or a time of day."""
    return [one for one in found if not any(time.type in ("DATE", "TIME") for time in view.times_in(one.span))]


def _same_figure(one: Quantity, other: Quantity) -> bool:
    return (one.value, one.upper, one.bound, one.kind) == (other.value, other.upper, other.bound, other.kind) and (
        one.unit == other.unit or _same_unit(one, other)
    )


def _same_unit(one: Quantity, other: Quantity) -> bool:
    if one.kind != other.kind:
        return False
    mine, theirs = unit_lemmas(one), unit_lemmas(other)
    return bool(mine & theirs) if one.kind not in ("percent", "age") else True


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Whether both can be the figure for one thing: of one kind, or counts and bare numbers."""
    loose = {"count", "number", "fraction", "ordinal"}
    return one.kind == other.kind or ({one.kind, other.kind} <= loose and "ordinal" not in (one.kind, other.kind))


def _figure_line(passage: Passage, one: Quantity, other: Quantity) -> str:
    old, new = words_of(passage.before, one.span, 60), words_of(passage.after, other.span, 60)
    if thing := _thing(passage, one, other):
        return f"the number of {thing} went from {_amount(old, one)} to {_amount(new, other)}"
    name = {"money": "sum", "percent": "share", "age": "age", "duration": "length of time"}.get(one.kind, "figure")
    return f"the {name} went from {old} to {new}"


def _thing(passage: Passage, one: Quantity, other: Quantity) -> str | None:
    """What both count: the unit, with what happened to those counted where the verb says it of both."""
    if not (one.kind == other.kind == "count" and one.unit and other.unit):
        return None
    fate = _fate(passage.before, one)
    fate = fate if fate == _fate(passage.after, other) else None
    units = {one.unit.lower(), other.unit.lower()}
    if fate and units & _PEOPLE:
        return fate
    shared = unit_lemmas(one) & unit_lemmas(other)
    if not shared and not units & _PEOPLE:
        return None
    unit = min((one.unit, other.unit), key=lambda name: (name.lower() in _PEOPLE, len(name), name))
    return f"{unit} {fate}" if fate and fate not in unit else unit


def _fate(view: ArticleView, quantity: Quantity) -> str | None:
    """What happened to those counted, by the words of the unit or the verb they hang on."""
    for word in (quantity.unit or "").lower().split():
        if word in _FATES.values():
            return None
    token = governor(Side(view, quantity.span), quantity.span)
    return _FATES.get(token.lemma.lower()) if token else None


def _amount(words: str, quantity: Quantity) -> str:
    """The words of the quantity without its unit."""
    unit = quantity.unit or ""
    bare = words[: -len(unit)].strip() if unit and words.lower().endswith(unit.lower()) else words
    return (bare[:1].lower() + bare[1:]) or words


def find_dates(passage: Passage) -> Iterator[RevisionChange]:
    """A date or time of day in the place of another that cannot be the same."""
    old = [time for time in passage.in_before(passage.before.times_in) if time.type in ("DATE", "TIME")]
    new = [time for time in passage.in_after(passage.after.times_in) if time.type in ("DATE", "TIME")]

    def same(one: TimeExpression, other: TimeExpression) -> bool:
        return compare_times(one, other) == "agree" or passage.kept_at(one.span, other.span)

    old, new = unpaired(old, new, same)
    only = len(old) == len(new) == 1
    for one, other in matches(old, new, lambda a, b: only or passage.same_place(a.span, b.span)):
        words = words_of(passage.before, one.span, 60), words_of(passage.after, other.span, 60)
        if compare_times(one, other) == "differ" and words[0].casefold() != words[1].casefold():
            what = "time" if one.type == other.type == "TIME" else "date"
            why = f"the {what} went from {quoted(passage.before, one.span)} to {quoted(passage.after, other.span)}"
            yield RevisionChange("date_changed", why, one.span, other.span)
