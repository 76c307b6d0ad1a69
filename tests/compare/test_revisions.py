"""How two revisions of one article differ."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import twosource
from twosource.compare.revisions import compare_revisions
from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import RevisionDifference
from twosource.model.article import Article

TEXT = """HALVERTON, May 12 (AVN) - A freight train derailed near Halverton on Monday, injuring at least 12 people and \
forcing 300 residents from their homes, the county sheriff said.

“We heard a terrible noise and then the whole house shook,” said Maria Kelling, who lives beside the track. “I thought \
it was an earthquake, and I ran for the door.”

Sheriff Tom Barlow said the driver, Jon Smith, had been taken to hospital. The railway company said it would pay \
$3 million for repairs.

About 750 tonnes of grain spilled into the fields. The road to the village was closed until Thursday.

The line was built in 1931 and carries nine trains a day.
"""
TITLE = "Train derails near Halverton"


@cache
def edition(text: str, title: str | None = TITLE) -> AnnotatedArticle:
    article = Article.from_text(text, id="x", title=title, outlet="The Post", published="2031-05-12")
    return twosource.annotate(article)


def compared(after: str, before: str = TEXT, title: str | None = TITLE) -> RevisionDifference:
    return compare_revisions(edition(before), edition(after, title), numbers=(1, 2))


def told(after: str, before: str = TEXT) -> list[tuple[str, str]]:
    return [(change.kind, change.why) for change in compared(after, before).changes]


def replaced(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "kind", "why"),
    [
        ("12 people", "14 people", "figure_changed", "the number of injured went from at least 12 to at least 14"),
        ("at least 12", "12", "figure_changed", "the number of injured went from at least 12 to 12"),
        ("300 residents", "450 residents", "figure_changed", "the number of residents went from 300 to 450"),
        ("$3 million", "$5 million", "figure_changed", "the sum went from $3 million to $5 million"),
        ("on Monday", "on Sunday", "date_changed", "the date went from “Monday” to “Sunday”"),
        ("until Thursday", "until Saturday", "date_changed", "the date went from “Thursday” to “Saturday”"),
        ("Jon Smith", "John Smyth", "name_changed", "the name “Jon Smith” became “John Smyth”"),
        ("Tom Barlow", "Ann Kerr", "name_changed", "the name “Tom Barlow” became “Ann Kerr”"),
    ],
)
def test_figures_dates_and_names(old: str, new: str, kind: str, why: str) -> None:
    assert told(replaced(old, new)) == [(kind, why)]


@pytest.mark.parametrize(
    ("old", "new", "kind", "part"),
    [
        ("had been taken", "had not been taken", "statement_changed", "the statement was turned round"),
        ("would pay", "might pay", "statement_changed", "what was told without reserve is now told as possible"),
        ("a terrible noise", "a terrible bang", "quote_changed", "a quote of Maria Kelling was changed"),
        (
            " “I thought it was an earthquake, and I ran for the door.”",
            "",
            "quote_removed",
            "a quote of Maria Kelling was removed: “I thought it was an earthquake, and I ran for the door.”",
        ),
        (
            "“I thought it was an earthquake, and I ran for the door.”",
            "She thought it was an earthquake.",
            "quote_removed",
            "a quote of Maria Kelling was removed",
        ),
        (
            "“I thought it was an earthquake, and I ran for the door.”",
            "“I thought it was an earthquake.”",
            "quote_changed",
            "a quote of Maria Kelling was cut to “I thought it was an earthquake",
        ),
        ("The road to the village was closed until Thursday.", "", "statement_removed", "was removed: “The road"),
        (
            "spilled into the fields.",
            "spilled into the fields, covering the road to the village in a thick yellow layer.",
            "statement_added",
            "a statement was added: “covering the road",
        ),
        (
            "nine trains a day.",
            "nine trains a day. Engineers had asked for new signals twice. The council refused the money.",
            "statement_added",
            "2 statements were added: “Engineers had asked for new signals twice.” and what follows it",
        ),
        (
            "taken to hospital.",
            "taken to hospital. “He never saw the gate,” Barlow said.",
            "quote_added",
            "a quote of Tom Barlow was added: “He never saw the gate",
        ),
    ],
)  # fmt: skip
def test_quotes_and_statements(old: str, new: str, kind: str, part: str) -> None:
    changes = told(replaced(old, new))
    assert [one for one, _ in changes][:1] == [kind]
    assert part in changes[0][1]
    assert len(changes) <= 2


COSMETIC = {
    "nothing": TEXT,
    "white space": TEXT.replace("\n\n", "\n").replace(". ", ".  "),
    "quotation marks": TEXT.replace("“", '"').replace("”", '"'),
    "dash of the dateline": TEXT.replace("(AVN) -", "(AVN) —"),
    "a time stamp": TEXT.replace("said.\n\n“We", "said.\n\nUpdated 3 hours ago\n\n“We"),
    "promotion": TEXT.replace("said.\n\n“We", "said.\n\nRead more: What we know about the line\n\n“We"),
    "figure in other words": TEXT.replace("nine trains", "9 trains").replace("12 people", "twelve people"),
    "date in other words": TEXT.replace("on Monday", "on Monday, May 12"),
    "shorter name": TEXT.replace("Sheriff Tom Barlow", "Sheriff Barlow"),
    "wording": TEXT.replace("spilled into", "was spilled into").replace("carries", "now carries"),
    "moved paragraph": "\n\n".join((lambda p: [p[0], p[3], p[1], p[2], p[4]])(TEXT.split("\n\n"))),
    "sentences joined": TEXT.replace("fields. The road", "fields and the road"),
    "paragraphs joined": TEXT.replace("door.”\n\nSheriff", "door.” Sheriff"),
}


@pytest.mark.parametrize("name", list(COSMETIC))
def test_cosmetic_edits_tell_nothing(name: str) -> None:
    difference = compared(COSMETIC[name])
    assert [change.why for change in difference.changes] == []
    assert bool(difference.edits) == (name != "nothing")


def test_offsets_are_those_of_the_two_texts() -> None:
    after = "News.\n\n" + replaced("12 people", "14 people")
    (change,) = [change for change in compared(after).changes if change.kind == "figure_changed"]
    assert change.before is not None
    assert change.after is not None
    assert change.before.surface(TEXT) == "at least 12 people"
    assert change.after.surface(after) == "at least 14 people"


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier version of this story misstated the number of the injured.",
        "This article was corrected to fix the spelling of a name.",
    ],
)
def test_a_correction_note_declares_the_edit(note: str) -> None:
    after = f"{replaced('12 people', '14 people')}\n{note}\n"
    difference = compared(after)
    assert difference.declared
    kinds = [change.kind for change in difference.changes]
    assert kinds == ["correction_added", "figure_changed"]
    assert difference.changes[0].after is not None
    assert difference.changes[0].after.surface(after) == note


def test_a_note_that_was_there_declares_nothing_again() -> None:
    noted = f"{TEXT}\nCorrection: An earlier version of this story misstated a name.\n"
    difference = compared(noted.replace("12 people", "14 people"), noted)
    assert not difference.declared
    assert [change.kind for change in difference.changes] == ["figure_changed"]


@pytest.mark.parametrize(
    ("before", "after", "declared"),
    [
        (None, "Updated 5 minutes ago", True),
        ("Updated 3 hours ago", "Updated 5 hours ago", False),
        ("Updated 3 hours ago", "Updated 5 minutes ago", True),
        ("Updated 12 May 2031, 10:00", "Updated 12 May 2031, 12:30", True),
        (None, "This story has been updated with the sheriff's answer.", True),
        (None, None, False),
    ],
)
def test_declared_or_silent(before: str | None, after: str | None, declared: bool) -> None:
    old = TEXT if before is None else f"{TEXT}\n{before}\n"
    new = replaced("12 people", "14 people") + ("" if after is None else f"\n{after}\n")
    difference = compared(new, old)
    assert difference.declared == declared
    assert [change.kind for change in difference.changes] == ["figure_changed"]


def test_the_headline() -> None:
    difference = compared(TEXT, title="Grain train derails near Halverton")
    (change,) = difference.changes
    assert change.kind == "headline_changed"
    assert change.why == f"the headline changed: “{TITLE}” became “Grain train derails near Halverton”"
    assert (change.before, change.after) == (None, None)
    assert compared(TEXT, title=f"{TITLE} - The Post").changes == ()
    assert compared(TEXT, title=None).changes == ()
    declared = compared(TEXT, title=f"UPDATE 1-{TITLE} on Monday")
    assert declared.declared


def test_one_correction_of_a_name_is_told_once() -> None:
    before = TEXT + "\nSmith was alone, Barlow said. Smith had driven the line for years.\n"
    after = before.replace("Smith", "Smythe")
    assert [change.kind for change in compared(after, before).changes] == ["name_changed"]


def test_words_that_lose_their_marks_are_no_longer_a_quote() -> None:
    after = replaced(
        "“I thought it was an earthquake, and I ran for the door.”",
        "I thought it was an earthquake, and I ran for the door.",
    )
    assert any("no longer given as a quote" in why for _, why in told(after))


def test_words_given_to_another_speaker() -> None:
    before = "The road is shut.\n\n“We never saw the letter and nobody called us,” Ada Lund said.\n\nIt opens in May.\n"
    changes = told(before.replace("Ada Lund", "Piet Brandt"), before)
    assert ("name_changed", "the name “Ada Lund” became “Piet Brandt”") in changes
    assert [why for kind, why in changes if kind == "quote_changed"] == [
        "words given to Ada Lund are now given to Piet Brandt: “We never saw the letter and nobody called us,”"
    ]


def test_a_text_written_anew_is_told_within_bounds() -> None:
    other = "".join(f"Ferry number {n} left the harbor with {n} crates of apples and pears. " for n in range(300))
    difference = compared(other)
    assert 0 < len(difference.changes) <= 200
    assert all(len(change.why) < 800 for change in difference.changes)


def test_the_numbers_and_the_article_are_kept() -> None:
    difference = compare_revisions(edition(TEXT), edition(replaced("12", "13")), numbers=(4, 7))
    assert (difference.article, difference.before, difference.after) == ("x", 4, 7)


@given(st.integers(0, len(TEXT)), st.integers(0, 40), st.text(max_size=30))
@settings(max_examples=15, deadline=None)
def test_any_edit_gives_spans_inside_the_texts(start: int, length: int, words: str) -> None:
    after = TEXT[:start] + words + TEXT[start + length :]
    one = Article.from_text(after, id="x", title=TITLE)
    later = AnnotatedArticle(one, sentences=edition(TEXT).sentences[:0])
    for old, new in ((edition(TEXT), later), (later, edition(TEXT))):
        difference = compare_revisions(old, new, numbers=(1, 2))
        assert difference == compare_revisions(old, new, numbers=(1, 2))
        for change in difference.changes:
            for span, text in ((change.before, old.article.text), (change.after, new.article.text)):
                assert span is None or 0 <= span.start < span.end <= len(text)
