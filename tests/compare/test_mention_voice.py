"""Whose voice a mention is in, and what the trained judgement makes of pairs of mentions."""

import json
from importlib import resources
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compare.build import at, mention, report, said
from twosource.annotate.pipeline import annotate_articles
from twosource.compare.article_view import ArticleView
from twosource.compare.cue_verbs import cue_rate
from twosource.compare.mention_voice import VOICE_FEATURES, VoiceReader, clause_head
from twosource.compare.origin_features import FEATURES, claim_signs, mention_signs, pair_features
from twosource.compare.origin_grounds import ground_of
from twosource.compare.origin_judgement import MOST_SURE, Judgement, load_judgement, read_judgement
from twosource.model.annotation import Token
from twosource.model.article import Article
from twosource.model.comparison import ClaimMention
from twosource.model.span import Span

TEXT = (
    "The harbour bridge at Varnholm collapsed on Monday night.\n\n"
    "“We closed the bridge because two cables had rusted through,” harbour master Ida Brandt told reporters.\n\n"
    "Brandt said that the council, which was elected in March, had refused to pay for new cables.\n\n"
    "Divers searched the water until noon on Tuesday."
)


@pytest.fixture(scope="module")
def reader() -> VoiceReader:
    [annotated] = annotate_articles([Article.from_text(TEXT, id="a", outlet="Courier", published="2031-03-18")])
    return VoiceReader(ArticleView(annotated))


def own_voice(reader: VoiceReader, words: str) -> float:
    span = at(TEXT, words)
    ground = ground_of(0, ClaimMention("a", span.start, span.end), reader.view)
    return load_judgement().own_voice(reader.features(ground))


def test_an_event_is_told_in_the_own_voice_and_a_quotation_is_not(reader: VoiceReader) -> None:
    assert own_voice(reader, "The harbour bridge at Varnholm collapsed on Monday night") > 1
    assert own_voice(reader, "Divers searched the water until noon on Tuesday") > 1
    assert own_voice(reader, "two cables had rusted through") < -1
    assert own_voice(reader, "had refused to pay for new cables") < 0


def test_what_is_told_in_passing_inside_indirect_speech_is_more_the_outlets_own(reader: VoiceReader) -> None:
    assert own_voice(reader, "which was elected in March") > own_voice(reader, "had refused to pay for new cables")


@given(st.tuples(st.integers(0, len(TEXT)), st.integers(1, 120)))
def test_every_mention_has_all_features_between_nought_and_one(reader: VoiceReader, place: tuple[int, int]) -> None:
    start, end = place[0], min(len(TEXT), place[0] + place[1])
    ground = ground_of(0, ClaimMention("a", start, end), reader.view)
    features = reader.features(ground)
    assert len(features) == len(VOICE_FEATURES)
    assert all(0 <= value <= 1 for value in features)
    assert abs(load_judgement().own_voice(features)) <= MOST_SURE


def test_an_article_without_layers_is_read_without_a_crash() -> None:
    bare = ArticleView(report("Courier", "x"))
    for span in (Span(0, 1), Span(0, 0)):
        ground = ground_of(0, ClaimMention("Courier", span.start, span.end), bare)
        assert len(VoiceReader(bare).features(ground)) == len(VOICE_FEATURES)
    assert clause_head(bare, Span(0, 0)) is None


def test_verbs_of_saying_rate_higher_than_others() -> None:
    said_, fell, house, unheard = (
        Token(0, 4, lemma, pos, "", "ROOT", 0, False)
        for lemma, pos in (("say", "VERB"), ("fall", "VERB"), ("house", "NOUN"), ("quibbledegook", "VERB"))
    )
    assert cue_rate(said_) > 0.7
    assert cue_rate(said_) > cue_rate(unheard) > cue_rate(fell)
    assert cue_rate(house) == 0


def judgement_data() -> dict[str, Any]:
    file = resources.files("twosource.compare").joinpath("data/independence.json")
    data: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return data


def test_the_judgement_has_a_weight_for_every_feature_and_no_other() -> None:
    data = judgement_data()
    assert tuple(data["weights"]) == FEATURES
    assert tuple(data["voice_weights"]) == VOICE_FEATURES
    assert read_judgement(data) == load_judgement()
    del data["weights"][FEATURES[0]]
    with pytest.raises(KeyError):
        read_judgement(data)


def test_a_pair_of_mentions_is_judged_alike_from_both_sides() -> None:
    judgement = load_judgement()
    one = said(report("Courier", "The dam held, Mara Quint said in a letter."), "Mara Quint", "said", "The dam held")
    two = report("Ledger", "The dam held through the night.")
    three = said(report("Post", "Mara Quint wrote that the dam held."), "Mara Quint", "wrote", "the dam held")
    signs = []
    for number, (annotated, words) in enumerate(
        ((one, "The dam held"), (two, "The dam held"), (three, "the dam held"))
    ):
        reader = VoiceReader(ArticleView(annotated))
        ground = ground_of(number, mention(annotated, words), reader.view)
        signs.append(mention_signs(ground, judgement.own_voice(reader.features(ground)), reader))
    claim = claim_signs(signs)
    for left, right in permutations(range(3), 2):
        assert len(pair_features(claim, left, right)) == len(FEATURES)
        assert judgement.independence(claim, left, right) == pytest.approx(judgement.independence(claim, right, left))
    assert judgement.independence(claim, 0, 2) < judgement.independence(claim, 0, 1)


def test_a_report_that_quotes_a_claim_in_one_place_borrows_it_in_another() -> None:
    annotated = said(report("Courier", "“The dam held,” Quint said. The dam held."), "Quint", "said", "“The dam held,”")
    reader = VoiceReader(ArticleView(annotated))
    start = annotated.article.text.rindex("The dam held")
    spans = (at(annotated.article.text, "The dam held"), Span(start, start + 12))
    grounds = [ground_of(i, ClaimMention("Courier", span.start, span.end), reader.view) for i, span in enumerate(spans)]
    claim = claim_signs([mention_signs(grounds[0], -3.0, reader), mention_signs(grounds[1], 2.0, reader)])
    assert claim.own_voice == {"Courier": -3.0}
    assert claim.mean_own_voice == -0.5


def test_no_feature_makes_the_judgement_surer_than_its_bounds() -> None:
    judgement = Judgement((100.0,) * len(VOICE_FEATURES), 0.0, (0.0,) * len(FEATURES), 0.0, 0.5)
    assert judgement.own_voice([1.0] * len(VOICE_FEATURES)) == -MOST_SURE
