"""Discrepancies between sentences that are too unlike to be aligned, and what only looks like one."""

import pytest

from tests.compare.test_discrepancies import between
from twosource.model.comparison import Discrepancy


def kinds(found: tuple[Discrepancy, ...], severity: str | None = None) -> set[str]:
    return {one.kind for one in found if severity in (None, one.severity)}


FOUND = {
    "toll": (
        "number",
        "Thirteen people are known to have died when the quarry wall gave way.",
        "The collapse was the worst in decades. Fourteen people died in the quarry, the union said.",
    ),
    "term": (
        "number",
        "If convicted, Ms Orlen faces up to 12 years in prison.",
        "A conviction on every count could bring a sentence of up to 15 years.",
    ),
    "dismissal": (
        "polarity",
        "Harbour chief Ada Pell resigned in the spring after the audit.",
        "The council fired Pell in the spring because of the missing money.",
    ),
    "charges": (
        "polarity",
        "Prosecutors said that Ivo Brandt was charged with arson on Friday.",
        "No charges have been filed so far, a court clerk told reporters.",
    ),
    "length in another unit": (
        "number",
        "The talks between Pell and the union lasted two and a half hours.",
        "On Monday the mayor met the dockers; their meeting took ninety minutes, a clerk said.",
    ),
    "phrase": (
        "quote_wording",
        "Mayor Ada Pell said there was “no disagreement” with the governor.",
        "“There is some disagreement between the two of us,” Mayor Ada Pell said.",
    ),
}


@pytest.mark.parametrize("name", sorted(FOUND))
def test_scattered_discrepancies_are_found(name: str) -> None:
    kind, one, two = FOUND[name]
    assert kind in kinds(between(one, two))


NO_CONTRADICTION = {
    "weekday and its date": (
        "The council will hear the first witness in the harbour case on March 20 at the old town hall.",
        "The council will hear the first witness in the harbour case on Thursday at the old town hall.",
    ),
    "numbered things": (
        "Gate 3 showed 31 cracks in the concrete, the engineers said.",
        "Gate 1 showed 4 cracks in the concrete, the engineers said.",
    ),
    "title and office": (
        "Transport Minister Aldo Fenn promised a public inquiry into the bridge.",
        "The Transport Ministry promised a public inquiry into the bridge.",
    ),
    "lengths of two meetings": (
        "The talks with the union lasted three hours. A second meeting with the owners lasted 20 minutes.",
        "The mayor met the dockers on Monday; their meeting took ninety minutes, a clerk said.",
    ),
    "others beside the first": (
        "The lawyer called the accounts of four women in the harbour office a pack of lies.",
        "The paper spoke to three other women in the harbour office, whose accounts the lawyer called lies.",
    ),
    "a phrase of three words": (
        "“It was an act of God,” harbour chief Ada Pell said.",
        "“Nobody could foresee it: an act of God,” engineer Ivo Brandt said.",
    ),
    "small word at the end of a quotation": (
        "“He stayed on the bridge of the ship until he was carried off,” Ada Pell said.",
        "“He stayed on the bridge of the ship until he was carried off it,” Ada Pell said.",
    ),
    "an act that has no verb in common": (
        "The harbour firm, with Ada Pell in charge, paid for the cranes.",
        "The harbour firm was not charged over the cranes.",
    ),
}


@pytest.mark.parametrize("name", sorted(NO_CONTRADICTION))
def test_what_both_can_say_is_no_contradiction(name: str) -> None:
    found = between(*NO_CONTRADICTION[name])
    assert not [one for one in found if one.severity == "contradiction"]


def test_a_report_of_an_unknown_hour_is_neither_earlier_nor_later() -> None:
    one = "The storm killed 12 people in the fishing villages of the northern coast, the coast guard said."
    two = "The storm killed 19 people in the fishing villages of the northern coast, the coast guard said."
    [found] = [found for found in between(one, two, "2031-03-18T15:00:00+01:00") if found.kind == "number"]
    assert (found.update, found.severity) == (False, "contradiction")


def test_clashes_are_never_contradictions() -> None:
    _, one, two = FOUND["dismissal"]
    assert "polarity" not in kinds(between(one, two), "contradiction")


def test_a_spokesman_and_another_speaker_are_no_two_sources_of_one_quotation() -> None:
    one = "“We reject every word of that report,” Ada Pell said."
    for name, kinds_found in (("Ministry spokesman Ivo Brandt", set()), ("Engineer Ivo Brandt", {"attribution"})):
        two = f"“We reject every word of that report,” {name} said."
        assert kinds(between(one, two), "contradiction") & {"attribution"} == kinds_found


WELLS = "A laboratory found lead in {} of the town's four wells, the health board of Lindhaven said."


def test_a_part_is_held_against_a_part_and_no_whole() -> None:
    found = [one for one in between(WELLS.format("two"), WELLS.format("three")) if one.kind == "number"]
    assert [(one.severity, one.why) for one in found] == [("contradiction", "“two” against “three”")]
    assert not between(WELLS.format("two"), "A laboratory found lead in two wells, the health board of Lindhaven said.")


def test_what_is_found_in_more_places_the_day_after_is_an_update() -> None:
    [found] = [one for one in between(WELLS.format("two"), WELLS.format("three"), "2031-03-19") if one.kind == "number"]
    assert (found.update, found.severity) == (True, "difference")
    assert found.why.startswith("a later count")


def test_a_name_that_stands_elsewhere_in_the_sentence_can_still_be_exchanged() -> None:
    one = "Ivo Brandt told the inquiry that Ada Pell had read the warning before Brandt closed the pier in May."
    two = "Ivo Brandt told the inquiry that Ada Pell had read the warning before Tomas Orlen closed the pier in May."
    assert "name" in kinds(between(one, two), "contradiction")


def test_a_figure_in_brackets_belongs_to_the_name_before_it() -> None:
    one = "In the harbour poll of 900 voters in Lindhaven, Tomas Orlen garnered 11 percent of the votes."
    two = "In the harbour poll of 900 voters in Lindhaven, Pell (12 percent of the votes) led two others."
    assert "number" not in kinds(between(one, two))
