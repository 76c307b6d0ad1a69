from dataclasses import replace

from tests.compare.build import report, said
from twosource.compare.article_view import ArticleView
from twosource.compare.quotes import match_utterances, shared_quotes, wording_of
from twosource.model.annotation import AnnotatedArticle
from twosource.model.comparison import SharedQuote


def quotes(*annotated: AnnotatedArticle) -> tuple[SharedQuote, ...]:
    return shared_quotes(match_utterances([ArticleView(one) for one in annotated]))


def test_the_same_words_in_other_marks_and_case_are_identical() -> None:
    one = report("A", "“We will rebuild the pier before winter,” Ms Orrin said.")
    two = report("B", 'She told them: "we will rebuild the pier before winter."')
    [quote] = quotes(one, two)
    assert quote.wording == "identical"
    assert {m.article for m in quote.mentions} == {"A", "B"}


def test_a_piece_of_the_longer_quote_is_truncated() -> None:
    one = report("A", "Halloway said they “discussed the need to deter further attacks on the shipping lanes”.")
    two = report("B", "He stressed the need to “deter” further attacks on the shipping lanes.")
    [quote] = quotes(one, two)
    assert quote.wording == "truncated"
    assert [m.end - m.start for m in quote.mentions][1] == len("deter")


def test_changed_words_make_it_altered() -> None:
    one = report("A", "“We will rebuild the pier before winter comes,” she said.")
    two = report("B", "“We will repair the pier before winter comes,” she said.")
    assert [quote.wording for quote in quotes(one, two)] == ["altered"]


def test_two_sentences_that_share_a_phrase_stay_apart() -> None:
    one = report("A", "“The ferry company must answer for the broken pier.” “I will not run again for the council.”")
    two = report(
        "B", "“I will not take questions from the press today,” she said. “I will not run again for the council.”"
    )
    [quote] = quotes(one, two)
    assert quote.wording == "identical"


def test_a_short_phrase_of_another_speaker_is_no_shared_quote() -> None:
    one = said(report("A", "“a disaster” is what Ada Pell called it."), "Ada Pell", "called", "“a disaster”")
    two = said(
        report("B", "“Last year was not a disaster but a delay for us,” Ivo Brandt said."),
        "Ivo Brandt",
        "said",
        "“Last year was not a disaster but a delay for us,”",
    )
    assert quotes(one, two) == ()


def test_the_words_of_saying_inside_the_quotation_are_the_relayers() -> None:
    text = "Okore “reaffirmed the steadfast commitment of Ardmere,” Halloway said."
    one = said(report("A", text), "Okore", "reaffirmed", "the steadfast commitment of Ardmere")
    one = said(one, "Halloway", "said", "Okore “reaffirmed the steadfast commitment of Ardmere,”")
    inner, outer = one.attributions
    one = replace(one, attributions=(replace(inner, parent=outer.id), outer))
    two = report("B", "Okore also “reaffirmed the steadfast commitment of Ardmere” in the talks.")
    [quote] = quotes(one, two)
    assert quote.speaker == "Halloway"


def test_a_dropped_joining_word_changes_nothing() -> None:
    assert wording_of([("but", "it", "was", "late"), ("it", "was", "late")]) == "identical"
    assert wording_of([("it", "was", "very", "late"), ("it", "was", "late")]) == "altered"
