"""Wording: how the reports name the same person, group and act, side by side and without a score."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from twosource.compare.article_view import ArticleView, trimmed
from twosource.compare.names import compatible_names, name_parts, surname
from twosource.compare.origin_grounds import head_token
from twosource.model.annotation import Entity, Token
from twosource.model.comparison import Claim, ClaimMention, Passage, WordingPair
from twosource.model.span import Span
from twosource.text.shingles import comparable_form

MOST_PAIRS = 40
"""Pairs shown: what differs most often comes first."""
_NAMED = frozenset({"person", "organization", "group", "office"})
_PLAIN_VERBS = frozenset(
    {
        "be", "have", "do", "say", "tell", "ask", "call", "make", "take", "get", "go", "come", "give", "use", "add",
        "become", "begin",
    }
)  # fmt: skip


_STYLE = frozenset({"the", "a", "an", "mr", "mrs", "ms", "miss", "dr"})
_WRITTEN_OUT = {
    "rep": "representative", "reps": "representatives", "sen": "senator", "sens": "senators", "gov": "governor",
    "lt": "lieutenant", "gen": "general", "col": "colonel", "sgt": "sergeant", "capt": "captain", "atty": "attorney",
    "prof": "professor", "rev": "reverend",
}  # fmt: skip


def compare_wording(views: Mapping[str, ArticleView], claims: Iterable[Claim]) -> tuple[WordingPair, ...]:
    """People and bodies that two or more articles name with other words around the name, then acts that the articles
    put in other verbs; at most `MOST_PAIRS`."""
    return (*_descriptions(list(views.values())), *_acts(views, claims))[:MOST_PAIRS]


def _descriptions(views: Sequence[ArticleView]) -> list[WordingPair]:
    groups: dict[str, list[tuple[ArticleView, Entity]]] = defaultdict(list)
    for view in views:
        for entity in view.annotated.entities:
            if entity.kind in _NAMED and surname(entity.name):
                groups[surname(entity.name)].append((view, entity))
    pairs: list[tuple[int, WordingPair]] = []
    for members in groups.values():
        view, first = max(members, key=lambda one: (len(one[1].name.split()), len(one[1].name)))
        fitting = [(v, e) for v, e in members if e.kind == first.kind and compatible_names(e.name, first.name)]
        longest: dict[str, Passage] = {}
        for v, e in fitting:
            span = _description(v, e)
            if span is not None and (v.id not in longest or len(span) > len(longest[v.id].span)):
                longest[v.id] = v.passage(span)
        by_id = {v.id: v for v, _ in fitting}
        surfaces = {" ".join(by_id[id_].text[p.start : p.end].split()) for id_, p in longest.items()}
        passages = list(longest.values()) if len(surfaces) > 1 else []
        parts = {part for _, e in fitting for part in name_parts(e.name)}
        names = parts | {f"{part}s" for part in parts}  # “Pell’s” is a mention of Pell
        if len({p.article for p in passages}) > 1 and _differ(passages, by_id, names):
            pairs.append((sum(len(e.mentions) for _, e in fitting), WordingPair(first.name, tuple(passages))))
    return [pair for _, pair in sorted(pairs, key=lambda one: (-one[0], one[1].what))]


def _description(view: ArticleView, entity: Entity) -> Span | None:
    """The longest noun phrase, up to its first comma-free end, that the article puts around the entity's name."""
    best: Span | None = None
    for mention in entity.mentions[:12]:
        if mention.form == "pronoun":
            continue
        span = _phrase(view, mention.span)
        if span is not None and (best is None or len(span) > len(best)):
            best = span
    return best


def _phrase(view: ArticleView, span: Span) -> Span | None:
    """The mention with the words before it in the same noun phrase ("the state's longtime auditor Ann Doe"), and an
    apposition right behind it."""
    inside = list(view.tokens_in(span))
    while inside and inside[0].pos in ("SCONJ", "CCONJ", "ADV", "ADP", "PUNCT"):
        inside.pop(0)
    if not inside or (view.headline is not None and view.headline.contains(span)):
        return None
    tokens = view.annotated.tokens
    head = inside[-1]
    if head.dep in ("compound", "nmod") and tokens[head.head].start > head.start:
        return None  # "a Marsk ferry" names a ferry
    start, end = inside[0].start, span.end
    title = tokens[head.head]
    adjoining = head.dep == "appos" and not view.text[title.end : start].strip()  # "the longtime governor Ann Doe"
    heads = (head, title) if adjoining else (head,)
    for token in reversed(view.tokens_in(Span(max(0, span.start - 120), span.start))):
        if not _hangs_on(token, heads, tokens):
            break
        start = token.start
    return trimmed(view.text, Span(start, end), "-–—")


def _hangs_on(token: Token, heads: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """Whether `token` is one of `heads` or a premodifier inside the noun phrase that they head."""
    premodifies = token.pos in ("NOUN", "PROPN", "ADJ", "DET", "PART", "PUNCT") or token.dep == "amod"
    if not premodifies or token.tag in (
        "``",
        "''",
        ",",
        ":",
        ".",
    ):
        return False
    for _ in range(6):
        if any(token is head for head in heads):
            return True
        above = tokens[token.head]
        if above is token or token.dep not in ("compound", "amod", "det", "poss", "nmod", "case", "punct", "nummod"):
            return any(above is head for head in heads)
        token = above
    return False


def _differ(passages: Sequence[Passage], views: Mapping[str, ArticleView], names: Set[str]) -> bool:
    """Whether two articles put different words around the name: how much of the name they give, "the", "Mr." and a
    title written short are a house's style and no wording."""
    around = {
        frozenset(_WRITTEN_OUT.get(form, form) for form in views[passage.article].forms_in(passage.span))
        - names
        - _STYLE
        for passage in passages
    }
    return len(around) > 1


def _acts(views: Mapping[str, ArticleView], claims: Iterable[Claim]) -> list[WordingPair]:
    """Claims whose mentions have another main verb for the same subject."""
    pairs = []
    for claim in claims:
        if not all(mention.article in views for mention in claim.mentions):
            continue
        verbs = [(m, v) for m in claim.mentions if (v := _main_verb(views[m.article], m)) is not None]
        subjects = {subject for m, v in verbs if (subject := _subject(views[m.article], v))}
        lemmas = {v.lemma.lower() for _, v in verbs}
        articles = {m.article for m, _ in verbs}
        if len(articles) > 1 and len(lemmas) == len(verbs) > 1 and len(subjects) == 1:
            passages = tuple(Passage(m.article, v.start, v.end) for m, v in verbs)
            pairs.append(WordingPair(f"what {next(iter(subjects))} did", passages))
    return pairs


def _main_verb(view: ArticleView, mention: ClaimMention) -> Token | None:
    head = head_token(view, mention.span)
    return head if head and head.pos == "VERB" and head.lemma.lower() not in _PLAIN_VERBS else None


def _subject(view: ArticleView, verb: Token) -> str | None:
    """The subject of the verb by surname, where it is a name."""
    tokens = view.annotated.tokens
    for token in view.tokens_in(Span(max(0, verb.start - 200), verb.start)):
        if token.dep in ("nsubj", "nsubjpass") and tokens[token.head] is verb and token.pos == "PROPN":
            return view.text[token.start : token.end] if comparable_form(view.text[token.start : token.end]) else None
    return None
