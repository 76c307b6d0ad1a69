"""Speaker resolution on the story development set: does the attribution over a quoted span name the person quoted?

A gold span counts as right when the attribution whose content covers most of it names the gold speaker. Names are
compared without case, diacritics, titles, suffixes and initials. They agree when they are equal; when the given names
agree up to a short form or one letter and the family names are equal; or when ours is a part of the gold name that ends
in its family name and the article itself gives no fuller name. Gold speakers that are groups ("plaintiffs") are left
out of `accuracy` and counted in `groups`.
"""

import re
from collections.abc import Iterable
from typing import Any

from evaluation.corpora import annotate_records, read_lines
from twosource.annotate.coreference.person_names import can_be_one, read_name
from twosource.annotate.names.lexicon import folded, lexicon
from twosource.model.annotation import AnnotatedArticle, Attribution
from twosource.model.span import Span

Figures = dict[str, dict[str, float]]


def evaluate() -> Figures:
    """Accuracy over the spans with a named speaker, and beside it the share found by the nearest name: a baseline that
    takes the last person named outside quotation marks before the span's end of paragraph."""
    records = [record for record in read_lines("stories/dev.jsonl") if record.get("quote_speakers")]
    annotated = annotate_records(records)
    return {"twosource": score(records, annotated), "nearest name": score_nearest(records, annotated)}


def score(records: Iterable[dict[str, Any]], annotated: Iterable[AnnotatedArticle]) -> dict[str, float]:
    """`accuracy` over spans with a named speaker; of them `covered` by some attribution's content, `resolved` to some
    name; `accuracy_where_resolved`; `exact` names equal letter for letter but for initials; and their number."""
    named = covered = resolved = right = exact = groups = 0
    for record, article in zip(records, annotated, strict=True):
        for gold in record["quote_speakers"]:
            if not is_person(gold["speaker"]):
                groups += 1
                continue
            named += 1
            speaker = whole_name(gold["speaker"], record["text"])
            attribution = covering(article, Span(gold["start"], gold["end"]))
            covered += attribution is not None
            name = attribution.speaker.name if attribution and attribution.speaker else ""
            resolved += bool(name)
            right += bool(name) and same_person(name, speaker, record["text"])
            exact += bool(name) and plain(name) == plain(speaker)
    return {
        "accuracy": right / max(1, named),
        "accuracy_where_resolved": right / max(1, resolved),
        "covered": covered / max(1, named),
        "resolved": resolved / max(1, named),
        "exact": exact / max(1, named),
        "spans": named,
        "groups": groups,
    }


def score_nearest(records: Iterable[dict[str, Any]], annotated: Iterable[AnnotatedArticle]) -> dict[str, float]:
    """The same accuracy for the baseline."""
    named = right = 0
    for record, article in zip(records, annotated, strict=True):
        for gold in record["quote_speakers"]:
            if is_person(gold["speaker"]):
                named += 1
                name = nearest_name(article, Span(gold["start"], gold["end"]))
                speaker = whole_name(gold["speaker"], record["text"])
                right += bool(name) and same_person(name, speaker, record["text"])
    return {"accuracy": right / max(1, named), "spans": named}


def nearest_name(article: AnnotatedArticle, span: Span) -> str:
    """The name of the person mentioned nearest to the span, outside it and in the same paragraph if there is one."""
    paragraph = next((p for p in article.article.paragraphs if p.overlaps(span)), span)
    best: tuple[bool, int, str] | None = None
    for entity in article.entities:
        for mention in entity.mentions:
            if entity.kind != "person" or mention.form != "name" or mention.span.overlaps(span):
                continue
            distance = max(mention.start - span.end, span.start - mention.end)
            rank = (not paragraph.contains(mention.span), distance, entity.name)
            best = rank if best is None else min(best, rank)
    return best[2] if best else ""


def covering(article: AnnotatedArticle, span: Span) -> Attribution | None:
    """The attribution whose content shares most characters with the span; of equals the innermost."""
    best: tuple[int, int, Attribution] | None = None
    for attribution in article.attributions:
        shared = sum(max(0, min(c.end, span.end) - max(c.start, span.start)) for c in attribution.content)
        size = sum(len(c) for c in attribution.content)
        if shared and (best is None or (shared, -size) > best[:2]):
            best = (shared, -size, attribution)
    return best[2] if best else None


def is_person(name: str) -> bool:
    """Whether a gold speaker is one person: two words or more, each with a capital, no plural of a group."""
    words = name.split()
    groups = ("democrats", "republicans", "lawmakers", "officials", "members", "campaign", "now")
    return len(words) > 1 and all(w[0].isupper() for w in words) and words[-1].lower() not in groups


def plain(name: str) -> tuple[str, ...]:
    """The name's words, folded, without titles, suffixes and initials."""
    words = [w for w in re.findall(r"[\w'’.]+", folded(name)) if len(w.rstrip(".")) > 1]
    known = lexicon()
    kept = [w.rstrip(".") for w in words if w not in known.honorifics and w not in known.suffixes]
    return tuple(kept) or tuple(words)


def same_person(ours: str, gold: str, text: str) -> bool:
    """Whether our name is the gold speaker's (see the module's text)."""
    one, other = plain(ours), plain(gold)
    suffix = read_name(tuple(folded(ours).split()), lexicon()).suffix
    if suffix and suffix not in folded(gold):
        return False
    if one == other:
        return True
    if len(one) > 1:
        return can_be_one(read_name(one, lexicon()), read_name(other, lexicon()))
    return one[-1:] == other[-1:] and gold not in text


def whole_name(gold: str, text: str) -> str:
    """The gold name up to the end of its last word in the text: some gold names stop at a letter with a diacritic."""
    match = re.search(re.escape(gold) + r"\w*", text) or re.search(re.escape(gold.split()[-1]) + r"\w*", text)
    if match is None:
        return gold
    return match.group() if " " in match.group() else " ".join([*gold.split()[:-1], match.group()])
