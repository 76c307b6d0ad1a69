"""The hand-made origins of claims as training material for the judgement of independence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from evaluation.scoring.comparison import mention_pairs, words_meet
from evaluation.scoring.spans import covered, word_spans
from twosource.compare.article_view import ArticleView
from twosource.compare.copies import find_copies
from twosource.compare.mention_voice import VoiceReader
from twosource.compare.origin_features import MentionSigns, mention_signs
from twosource.compare.origin_grounds import ground_of
from twosource.compare.origins import OriginTracer
from twosource.compare.publishers import load_publishers
from twosource.compare.quotes import match_utterances
from twosource.model.annotation import AnnotatedArticle
from twosource.model.comparison import ClaimMention, Statement

Story = Mapping[str, Any]
Groups = Sequence[Sequence[Statement]]


@dataclass(frozen=True)
class TrainingClaim:
    """A claim with what is known of it. `borrowed` says of each mention whether it is somebody's words, None where the
    readers did not mark it. `apart` holds the pairs of mentions in different reports and whether they are two origins,
    `open` those of them that take a judgement."""

    story: int
    by_hand: bool
    several: bool
    signs: tuple[MentionSigns, ...]
    voices: tuple[list[float], ...]
    borrowed: tuple[bool | None, ...]
    apart: tuple[tuple[int, int, bool], ...]
    open: tuple[tuple[int, int], ...]


class StoryReader:
    """Turns the claims of one story into training claims."""

    def __init__(self, number: int, story: Story, annotated: Sequence[AnnotatedArticle]) -> None:
        self.number, self.story = number, story
        views = [ArticleView(one) for one in annotated]
        self.readers = {view.id: VoiceReader(view) for view in views}
        self.tracer = OriginTracer(
            {view.id: view for view in views}, load_publishers(), find_copies(views), match_utterances(views)
        )
        self.texts = {article: reader.view.text for article, reader in self.readers.items()}
        self.words = {article: word_spans(text) for article, text in self.texts.items()}
        self.marked = [(m, self._covered(m)) for claim in story["claims"] for m in claim["mentions"]]

    def _covered(self, mention: Mapping[str, Any]) -> frozenset[int]:
        return covered([(mention["start"], mention["end"])], self.words[mention["article"]])

    def by_hand(self, claim: Mapping[str, Any]) -> TrainingClaim:
        """A claim as the readers marked it."""
        mentions = [ClaimMention(m["article"], m["start"], m["end"]) for m in claim["mentions"]]
        return self._claim(claim, mentions, [(m["attributed_to"],) for m in claim["mentions"]], True)

    def aligned(self, groups: Groups) -> list[TrainingClaim]:
        """The first aligned claim that meets each hand-made one, with that one's answer."""
        offers = [{"mentions": [{"article": s.article, "start": s.start, "end": s.end} for s in g]} for g in groups]
        offered = list(zip(groups, mention_pairs(self.texts, offers), strict=True))
        found = []
        for claim, wanted in zip(self.story["claims"], mention_pairs(self.texts, self.story["claims"]), strict=True):
            met = next((g for g, pairs in offered if any(a.meets(b) for a in wanted for b in pairs)), None)
            if met is not None:
                mentions = [ClaimMention(one.article, one.start, one.end) for one in met]
                speakers = [self._speaker(one, claim) for one in mentions]
                found.append(self._claim(claim, mentions, speakers, False))
        return found

    def _speaker(self, mention: ClaimMention, claim: Mapping[str, Any]) -> tuple[str | None] | None:
        """Whose words a mention is by the marked mention that it meets, of the same claim first; None where none."""
        place = {"article": mention.article, "start": mention.start, "end": mention.end}
        mine = self._covered(place)
        own = {id(one) for one in claim["mentions"]}
        for marked, words in sorted(self.marked, key=lambda pair: id(pair[0]) not in own):
            if marked["article"] == mention.article and words_meet(mine, words):
                return (marked["attributed_to"],)
        return None

    def _claim(
        self,
        claim: Mapping[str, Any],
        mentions: Sequence[ClaimMention],
        speakers: Sequence[tuple[str | None] | None],
        by_hand: bool,
    ) -> TrainingClaim:
        several = len(claim["origins"]) > 1
        grounds = [ground_of(i, one, self.readers[one.article].view) for i, one in enumerate(mentions)]
        signs = [mention_signs(ground, 0.0, self.readers[ground.article]) for ground in grounds]
        pairs = []
        for a, b in combinations(range(len(mentions)), 2):
            if mentions[a].article != mentions[b].article:
                one_speaker = speakers[a] is not None and speakers[a] != (None,) and speakers[a] == speakers[b]
                pairs.append((a, b, several and (len(mentions) == 2 or not one_speaker)))
        return TrainingClaim(
            self.number,
            by_hand,
            several,
            tuple(signs),
            tuple(self.readers[ground.article].features(ground) for ground in grounds),
            tuple(None if one is None else one[0] is not None for one in speakers),
            tuple(pairs),
            tuple((a, b) for a, b, _ in pairs if self.tracer.settled_link(grounds[a], grounds[b]) is None),
        )
