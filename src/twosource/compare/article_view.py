"""One annotated article with what comparing asks of it again and again: its words, quotations and who says what."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from twosource.compare.names import compatible_names, surname
from twosource.model.annotation import AnnotatedArticle, Attribution, Entity, Quantity, Speaker, TimeExpression, Token
from twosource.model.comparison import Passage
from twosource.model.span import Span
from twosource.text.quotation import Quotation, find_quotations
from twosource.text.shingles import Word, read_words


@dataclass(frozen=True)
class ArticleView:
    """An annotated article, with lookups by place. Everything is computed once, when first asked for."""

    annotated: AnnotatedArticle

    @property
    def id(self) -> str:
        return self.annotated.article.id

    @property
    def text(self) -> str:
        return self.annotated.article.text

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return read_words(self.text)

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.annotated.tokens]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.annotated.sentences]

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        return find_quotations(self.text)

    @cached_property
    def _quotation_ends(self) -> list[int]:
        """How far the quotations reach up to each of them."""
        return list(accumulate((quotation.inner.end for quotation in self.quotations), max))

    @cached_property
    def headline(self) -> Span | None:
        """Where the stored text carries its own headline."""
        for furniture in self.annotated.article.furniture:
            if furniture.kind == "headline":
                return furniture.span
        return None

    @cached_property
    def content_lemmas(self) -> dict[int, str]:
        """Lemmas of the content words, in lower case, by where the word starts."""
        return {
            token.start: token.lemma.lower()
            for token in self.annotated.tokens
            if not token.stop and token.pos in _CONTENT and token.lemma.strip()
        }

    def behind_furniture(self, span: Span) -> Span:
        """`span` without a dateline or the like that it begins with; as it is where nothing else would be left."""
        start = max(
            (f.end for f in self.annotated.article.furniture if f.start <= span.start < f.end), default=span.start
        )
        rest = trimmed(self.text, Span(min(start, span.end), span.end), "-–—:|") if start > span.start else span
        return rest if len(rest) else span

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """The words that start inside `span`."""
        return self.words[bisect_left(self._word_starts, span.start) : bisect_left(self._word_starts, span.end)]

    def forms_in(self, span: Span) -> tuple[str, ...]:
        """The comparable forms of the words inside `span`."""
        return tuple(word.form for word in self.words_in(span))

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The tokens that start inside `span`; none where the article was read back without its tokens."""
        low, high = bisect_left(self._token_starts, span.start), bisect_left(self._token_starts, span.end)
        return self.annotated.tokens[low:high]

    def lemmas_in(self, span: Span) -> frozenset[str]:
        """Lemmas of the content words inside `span`."""
        lemmas = self.content_lemmas
        return frozenset(lemmas[token.start] for token in self.tokens_in(span) if token.start in lemmas)

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds the character, else the nearest before it; the whole text where there is none."""
        sentences = self.annotated.sentences
        if not sentences:
            return Span(0, len(self.text))
        return sentences[max(0, bisect_right(self._sentence_starts, offset) - 1)]

    def sentences_in(self, span: Span) -> tuple[Span, ...]:
        """The parts of `span` that lie in one sentence each; white space outside sentences is left out."""
        sentences = self.annotated.sentences
        first = max(0, bisect_right(self._sentence_starts, span.start) - 1)
        parts = []
        for sentence in sentences[first:]:
            if sentence.start >= span.end:
                break
            if sentence.overlaps(span):
                parts.append(Span(max(sentence.start, span.start), min(sentence.end, span.end)))
        return tuple(parts) or ((span,) if len(span) else ())

    def attribution_of(self, span: Span) -> Attribution | None:
        """The innermost attribution whose content holds at least half of `span`; None in the article's own voice."""
        if span not in self._found:
            self._found[span] = self._innermost(span)
        return self._found[span]

    def _innermost(self, span: Span) -> Attribution | None:
        ends, parts = self._content_parts
        held: dict[str, int] = {}
        for start, end, number in parts[bisect_right(ends, span.start) :]:
            if start >= span.end:
                break
            id_ = self.annotated.attributions[number].id
            held[id_] = held.get(id_, 0) + max(0, min(end, span.end) - max(start, span.start))
        holding = [self._attributions_by_id[id_] for id_, size in held.items() if size * 2 >= len(span) and size]
        return min(holding, key=lambda one: self._content_size[one.id], default=None)

    @cached_property
    def _found(self) -> dict[Span, Attribution | None]:
        return {}

    @cached_property
    def _content_size(self) -> dict[str, int]:
        return {one.id: sum(len(part) for part in parts) for one, parts in self._contents}

    @cached_property
    def _content_parts(self) -> tuple[list[int], list[tuple[int, int, int]]]:
        """The largest end so far and start, end and number of the attribution for each piece of content, by place."""
        parts = sorted(
            (part.start, part.end, number) for number, (_, parts_) in enumerate(self._contents) for part in parts_
        )
        return list(accumulate((end for _, end, _ in parts), max)), parts

    @cached_property
    def _contents(self) -> tuple[tuple[Attribution, tuple[Span, ...]], ...]:
        """Each attribution with its content, but for what runs on unquoted into a paragraph without words of saying: a
        headline does not speak for the lead below it."""
        return tuple((one, tuple(self._content_lines(one))) for one in self.annotated.attributions)

    def _content_lines(self, attribution: Attribution) -> Iterator[Span]:
        frame = (*attribution.cue, *attribution.source)
        for part in attribution.content:
            if "\n" not in self.text[part.start : part.end]:
                yield part
                continue
            for match in _LINE.finditer(self.text, part.start, part.end):
                line = Span(*match.span())
                start, end = self.text.rfind("\n", 0, line.start) + 1, line.end
                follows = self.text.find("\n", line.end)
                paragraph = Span(start, follows if follows >= 0 else max(end, len(self.text)))
                quoted = any(quotation.span.overlaps(line) for quotation in self.quotations)
                if quoted or any(span.overlaps(paragraph) for span in frame):
                    yield line

    @cached_property
    def _attributions_by_id(self) -> dict[str, Attribution]:
        return {attribution.id: attribution for attribution in self.annotated.attributions}

    def attribution(self, id: str | None) -> Attribution | None:
        """The attribution with that id, None where there is none."""
        return self._attributions_by_id.get(id) if id else None

    def outermost(self, attribution: Attribution) -> Attribution:
        """The attribution that `attribution` stands inside of, as far out as it goes."""
        seen = {attribution.id}
        while attribution.parent and attribution.parent not in seen:
            parent = self.attribution(attribution.parent)
            if parent is None:
                break
            seen.add(parent.id)
            attribution = parent
        return attribution

    def voice_of(self, span: Span) -> Attribution | None:
        """The attribution whose speaker the words of `span` are: the innermost one, or the one around it where the
        words of saying are themselves quoted (“reaffirmed the commitment”, Miller said)."""
        attribution = self.attribution_of(span)
        seen: set[str] = set()
        while attribution and attribution.id not in seen and self._quotes_its_cue(attribution, span):
            seen.add(attribution.id)
            attribution = self.attribution(attribution.parent)
        return attribution

    def speakers_of(self, attribution: Attribution | None) -> tuple[Speaker, ...]:
        """Who speaks and who relays it, from the innermost attribution outwards ("Blinken vowed …, Miller said")."""
        found: list[Speaker] = []
        seen: set[str] = set()
        while attribution is not None and attribution.id not in seen:
            seen.add(attribution.id)
            if attribution.speaker is not None:
                found.append(attribution.speaker)
            attribution = self.attribution(attribution.parent)
        return tuple(found)

    def frame_of(self, attribution: Attribution) -> str:
        """The sentence of the attribution's cue without the content: "Doe wrote in the release"."""
        if not attribution.cue:
            return ""
        sentence = self.sentence_at(attribution.cue[0].start)
        kept, place = [], sentence.start
        for part in attribution.content:
            kept.append(self.text[place : max(place, min(part.start, sentence.end))])
            place = min(max(place, part.end), sentence.end)
        return " ".join((*kept, self.text[place : sentence.end]))

    def _quotes_its_cue(self, attribution: Attribution, span: Span) -> bool:
        """Whether the words of saying stand inside the quotation around `span`: then it is not the speaker who is
        quoted but whoever tells of him (“reaffirmed the commitment”)."""
        reached, quotations = self._quotation_ends, self.quotations
        for quotation in quotations[bisect_right(reached, span.start) :]:
            if quotation.inner.start >= span.end:
                break
            if quotation.inner.overlaps(span):
                return any(cue.overlaps(quotation.inner) for cue in attribution.cue)
        return False

    def names_its_source(self, attribution: Attribution) -> bool:
        """Whether the attribution's own source names the speaker rather than a pronoun or an earlier sentence."""
        if attribution.speaker is None:
            return False
        return any(
            compatible_names(span.surface(self.text), attribution.speaker.name) for span in attribution.source
        ) or (
            surname(attribution.speaker.name) in {form for span in attribution.source for form in self.forms_in(span)}
        )

    @cached_property
    def _mentions(self) -> tuple[list[int], list[tuple[Span, Entity]]]:
        found = sorted(
            ((mention.span, entity) for entity in self.annotated.entities for mention in entity.mentions),
            key=lambda pair: (pair[0].start, -pair[0].end),
        )
        return [span.start for span, _ in found], found

    def entities_in(self, span: Span) -> tuple[tuple[Span, Entity], ...]:
        """The entity mentions that lie inside `span`, in text order."""
        starts, mentions = self._mentions
        low, high = bisect_left(starts, span.start), bisect_left(starts, span.end)
        return tuple(pair for pair in mentions[low:high] if pair[0].end <= span.end)

    @cached_property
    def _time_starts(self) -> list[int]:
        return [time.start for time in self.annotated.times]

    @cached_property
    def _quantity_starts(self) -> list[int]:
        return [quantity.start for quantity in self.annotated.quantities]

    def times_in(self, span: Span) -> tuple[TimeExpression, ...]:
        """The time expressions inside `span`, in text order."""
        low, high = bisect_left(self._time_starts, span.start), bisect_left(self._time_starts, span.end)
        return tuple(time for time in self.annotated.times[low:high] if time.end <= span.end)

    def quantities_in(self, span: Span) -> tuple[Quantity, ...]:
        """The quantities inside `span`, in text order."""
        low, high = bisect_left(self._quantity_starts, span.start), bisect_left(self._quantity_starts, span.end)
        return tuple(quantity for quantity in self.annotated.quantities[low:high] if quantity.end <= span.end)

    @cached_property
    def _clauses_by_sentence(self) -> dict[int, list[Span]]:
        found: dict[int, list[Span]] = {}
        for clause in self.annotated.clauses:
            found.setdefault(self.sentence_at(clause.start).start, []).append(clause)
        return found

    def clauses_near(self, span: Span) -> tuple[Span, ...]:
        """The clauses of the same sentence that hold `span`."""
        near = self._clauses_by_sentence.get(self.sentence_at(span.start).start, ())
        return tuple(clause for clause in near if clause.contains(span))

    def telling_clause(self, span: Span, within: Span) -> Span:
        """The smallest clause of at least five words with a verb around `span` and inside `within`; else `within`."""
        sentence = self.sentence_at(span.start).start
        if sentence not in self._telling_clauses:
            self._telling_clauses[sentence] = [
                clause
                for clause in self._clauses_by_sentence.get(sentence, ())
                if len(self.words_in(clause)) >= FEWEST_TELLING_WORDS
                and any(token.pos == "VERB" for token in self.tokens_in(clause))
            ]
        around = [one for one in self._telling_clauses[sentence] if one.contains(span) and within.contains(one)]
        return min([within, *around], key=len)

    @cached_property
    def _telling_clauses(self) -> dict[int, list[Span]]:
        return {}

    def passage(self, span: Span) -> Passage:
        """The span as a passage of this article."""
        return Passage(self.id, span.start, span.end)


FEWEST_TELLING_WORDS = 5
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})


def trimmed(text: str, span: Span, extra: str = "") -> Span:
    """`span` without white space and the characters of `extra` at its ends."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in extra):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in extra):
        end -= 1
    return Span(start, end)


def views_by_id(annotated: Iterable[AnnotatedArticle]) -> dict[str, ArticleView]:
    """A view of each article, by the article's id, in the order given."""
    return {one.article.id: ArticleView(one) for one in annotated}


def view_order(views: Sequence[ArticleView]) -> dict[str, int]:
    """Each article's place in the order given, by id."""
    return {view.id: place for place, view in enumerate(views)}
