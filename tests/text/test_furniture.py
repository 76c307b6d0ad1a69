"""Furniture in pasted text: what is found, and what must not be."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.text.furniture import detect_furniture

BODY = "The harbour board closed the ferry line on Monday. It gave no reason."
MORE = "Passengers were told to take the bus, a spokeswoman said."


def found(text: str, title: str | None = None) -> list[tuple[str, str, str | None]]:
    """Kind, surface and value of each part."""
    return [(part.kind, text[part.start : part.end], part.value) for part in detect_furniture(text, title=title)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f" date 2031-03-18 {BODY}\n\n{MORE}", [("date", "date 2031-03-18", "2031-03-18")]),
        (f"2031-03-18 {BODY}\n\n{MORE}", [("date", "2031-03-18", "2031-03-18")]),
        (f"Published 18 March 2031, 14:05 GMT\n{BODY}", [("date", "Published 18 March 2031, 14:05 GMT", "2031-03-18")]),
        (f"18/03/2031\n\n{BODY}", [("date", "18/03/2031", "2031-03-18")]),
        (f"03/04/2031\n\n{BODY}", [("date", "03/04/2031", None)]),
        (
            f"Updated May 13, 2031 at 3:05 p.m. ET | Published May 12, 2031\n\n{BODY}",
            [("date", "Updated May 13, 2031 at 3:05 p.m. ET | Published May 12, 2031", "2031-05-12")],
        ),
    ],
)
def test_dates_around_the_report(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert found(text) == expected


def test_section_label_then_headline_without_blank_line() -> None:
    text = f"International\nBoard closes ferry line without a word\n{BODY}\n\n{MORE}"
    assert found(text) == [
        ("section", "International", "International"),
        ("headline", "Board closes ferry line without a word", "Board closes ferry line without a word"),
    ]


def test_nameplate_and_breadcrumb_stand_above_the_headline() -> None:
    text = f"Herald\nHome / Harbour\nMarch 18, 2031\nBoard closes the ferry line after forty years\n{BODY}"
    assert [part[0] for part in found(text)] == ["section", "section", "date", "headline"]


def test_headline_broken_over_two_lines() -> None:
    text = f"Board closes ferry line after\nforty years of service\n\n{BODY}"
    assert found(text) == [
        (
            "headline",
            "Board closes ferry line after\nforty years of service",
            "Board closes ferry line after forty years of service",
        )
    ]


def test_deck_below_the_headline() -> None:
    text = f"Board closes ferry line\n\nPassengers to take the bus from Monday\n\n{BODY}"
    assert [(part[0], part[2]) for part in found(text)] == [
        ("headline", "Board closes ferry line"),
        ("other", "deck"),
    ]


def test_known_title_is_found_stuck_to_the_first_sentence_and_repeated() -> None:
    title = "Board closes ferry line"
    text = f"Board closes ferry line {BODY}\n\n{MORE}\n\nBOARD CLOSES FERRY LINE\n\n{MORE}"
    assert [part[:2] for part in found(text, title)] == [
        ("headline", "Board closes ferry line"),
        ("headline", "BOARD CLOSES FERRY LINE"),
    ]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By JANE DOE and JOHN ROE, The Wire", "Jane Doe, John Roe"),
        ("By Jane Doe, John Roe and Ana de la Cruz", "Jane Doe, John Roe, Ana de la Cruz"),
        ("By Jane Doe in Lindhaven", "Jane Doe"),
        ("Jane Doe, Political Correspondent", "Jane Doe"),
        ("Words by Siân O’Hara-Müller", "Siân O’Hara-Müller"),
    ],
)
def test_bylines(line: str, names: str) -> None:
    assert ("byline", line, names) in found(f"Board closes ferry line\n{line}\n\n{BODY}\n\n{MORE}")


@pytest.mark.parametrize(
    ("ending", "kind", "value"),
    [
        ("— Jane Doe", "byline", "Jane Doe"),
        ("Jane Doe reported from Lindhaven.", "byline", "Jane Doe"),
        ("(Reporting by Jane Doe in Lindhaven; Editing by John Roe)", "byline", "Jane Doe"),
        ("Jane Doe and John Roe contributed to this report.", "byline", "Jane Doe, John Roe"),
        ("The Associated Press contributed to this report.", "credit", "AP"),
        ("Copyright 2031 The Associated Press. All rights reserved.", "credit", "AP"),
        ("© 2031 Harbour Post Ltd.", "other", "copyright"),
        ("Harbour Post and Meridian Wire", "credit", "Meridian Wire"),
        ("Agencies and Harbour Post staff", "credit", None),
        ("(AP)", "credit", "AP"),
        ("—Reuters", "credit", "Reuters"),
    ],
)
def test_endings(ending: str, kind: str, value: str | None) -> None:
    assert found(f"{BODY}\n\n{MORE}\n\n{ending}") == [(kind, ending, value)]


def test_credit_and_signature_behind_the_last_sentence() -> None:
    assert found(f"{BODY}\n\n{MORE} (AP)") == [("credit", "(AP)", "AP")]
    assert found(f"{BODY}\n\n{MORE} — Jane Doe") == [("byline", "— Jane Doe", "Jane Doe")]


@pytest.mark.parametrize(
    ("dateline", "place", "agency"),
    [
        ("VARNHOLM, May 12 (NW) —", "Varnholm", "NW"),
        ("WASHINGTON (AP) —", "Washington", "AP"),
        ("LONDON:", "London", None),
        ("FLINT, Mich. --", "Flint, Mich.", None),
        ("PORT-AU-PRINCE, Haiti (Reuters) -", "Port-au-Prince, Haiti", "Reuters"),
        ("RIO DE JANEIRO, May 3 (Meridian Wire) –", "Rio de Janeiro", "Meridian Wire"),
        ("Lindhaven (dpa) -", "Lindhaven", "dpa"),
        ("MOSCOW, October 22. /TASS/.", "Moscow", "TASS"),
    ],
)
def test_datelines(dateline: str, place: str, agency: str | None) -> None:
    text = f"Board closes ferry line\n\n{dateline} {BODY}\n\n{MORE}"
    parts = found(text)
    assert ("dateline", dateline, place) in parts
    assert [part[2] for part in parts if part[0] == "credit"] == ([agency] if agency else [])


def test_day_alone_is_a_dateline_without_place() -> None:
    assert found(f"Jan. 5 - {BODY}\n\n{MORE}") == [("dateline", "Jan. 5 -", None)]


def test_dateline_with_year_holds_the_date() -> None:
    parts = found(f"LINDHAVEN, March 18, 2031 (AP) — {BODY}")
    assert [part[0] for part in parts] == ["dateline", "date", "credit"]
    assert parts[1][1:] == ("March 18, 2031", "2031-03-18")


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("Photo: The ferry at its berth. Jane Doe/Harbour Post", "caption", None),
        ("Passengers wait at the pier. (Jane Doe/Getty Images)", "caption", None),
        ("Correction: An earlier version of this article gave the wrong day.", "correction", None),
        ("This article has been updated with a statement by the board.", "correction", None),
        ("Read more: Ten ferries that came back", "other", "promotion"),
        ("Sign up for our newsletter", "other", "promotion"),
        ("ADVERTISEMENT", "other", "advertisement"),
        ("What the board will do next", "other", "subhead"),
        ("Evening Post | By Jane Doe | 12 May 2031", "byline", "Jane Doe"),
        ("The Evening Post, 12 May 2031, 19:40", "date", "2031-05-12"),
        ("Evening Post - May 12, 2031 7:40 p.m.", "date", "2031-05-12"),
    ],
)
def test_lines_among_the_paragraphs(line: str, kind: str, value: str | None) -> None:
    parts = found(f"{BODY}\n\n{line}\n\n{MORE}\n\n{BODY}")
    assert any(part[0] == kind and part[1] in line and part[2] == value for part in parts)


def test_announced_correction_takes_the_next_paragraph() -> None:
    text = f"{BODY}\n\n{MORE}\n\nCORRECTION:\n\nThe board has nine members, not eight."
    assert [part[0] for part in found(text)] == ["correction", "correction"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "word",
        " \n\t\n ",
        BODY,
        f"{BODY}\n\n{MORE}",
        "Harbour Lines said it bought a part of Osk Ferries Inc.\n\nIt gave no price.",
        "The minister quit.\n\nHe gave no reason for it at all.",
        "May said on Friday she would go.\n\n“I am going,” she said.",
        "“I am going,” she said.\n\n“I mean it.”\n\nThe board was silent.",
        "March on the harbour drew a crowd on Monday.\n\nMay 12 was chosen for a second one.",
        "The board asked for:\n\n- bread\n- salt\n\nIt was given both.",
        "Lindhaven\nElmsund\nOsk Ferry",
        "NATO — which met on Monday — said nothing.\n\nThe board did.",
        "The agency (AP) was founded long ago.\n\nIt has not changed.",
        "An earlier version of the bill was thrown out.\n\nThe new one was not.",
        "By Monday evening the line was closed.\n\nBy Tuesday it was open.",
        "HALLOWAY: No.\n\nTARNOW: Yes.\n\nHALLOWAY: I said no.",
        "This letter was broken at a fixed\nwidth by a program that takes each\nline for a paragraph and so "
        "makes\nall of them look like headlines.\n\nThe second paragraph goes on\nin the same way.",
    ],
)
def test_the_account_itself_is_no_furniture(text: str) -> None:
    assert found(text) == []


LINES = st.sampled_from(
    [
        BODY, MORE, "", "International", "Board closes ferry line", "By Jane Doe", "(AP)", "12 May 2031", "- item",
        "WASHINGTON (AP) — The board met.", "Read more:", "“No,” he said.", "date 2031-01-01 The board met.", "   ",
        "Photo: x", "\u202eReversed\u202c", "\ud800 alone", "Correction:", "— Jane Doe", "A | By Jane Doe | 1 May 2031",
    ]
)  # fmt: skip
BREAKS = st.sampled_from(["\n", "\r\n", "\n\n", "\u2028", "\x0b", "\r"])
PASTED = st.lists(st.tuples(LINES, BREAKS), max_size=25).map(lambda parts: "".join(a + b for a, b in parts))


@given(text=st.one_of(PASTED, st.text(max_size=400)), title=st.one_of(st.none(), LINES))
def test_every_part_lies_inside_the_text_and_is_trimmed(text: str, title: str | None) -> None:
    parts = detect_furniture(text, title=title)
    assert list(parts) == sorted(parts, key=lambda part: (part.start, -part.end))
    for part in parts:
        surface = text[part.start : part.end]
        assert 0 <= part.start < part.end <= len(text)
        assert surface == surface.strip()


@given(text=PASTED)
def test_only_a_dateline_holds_other_parts(text: str) -> None:
    parts = detect_furniture(text)
    for first, second in pairwise(parts):
        if first.span.overlaps(second.span):
            assert first.kind == "dateline"
            assert first.span.contains(second.span)


@given(text=PASTED)
def test_same_text_same_furniture(text: str) -> None:
    assert detect_furniture(text) == detect_furniture(text)
