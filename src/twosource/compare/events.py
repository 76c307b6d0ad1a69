"""Events among the reports: which of them can be compared at all, and what the reader is told of the others."""

from collections.abc import Sequence

from twosource.compare.relatedness import EventGroup, relate_articles
from twosource.model.annotation import AnnotatedArticle
from twosource.model.comparison import Notice


def events_of(
    annotated: Sequence[AnnotatedArticle],
) -> tuple[tuple[tuple[AnnotatedArticle, ...], ...], tuple[Notice, ...]]:
    """The reports by event, in the order given, where two or more report one; with notices on the rest. A single
    report is an event of its own: what it says can still be read with its sources."""
    if len(annotated) == 1:
        return (tuple(annotated),), (_single(annotated[0]),)
    groups = relate_articles(annotated)
    shared = [group for group in groups if len(group.articles) > 1]
    alone = [group.articles[0] for group in groups if len(group.articles) == 1]
    known = {one.article.id: one for one in annotated}
    if not shared:
        return (), (_unrelated(annotated),) if annotated else ()
    notices = [_several(shared, known)] if len(shared) > 1 else []
    notices += [
        Notice("other_event", f"the report of {known[id_].article.name} is of another event and was left out", (id_,))
        for id_ in alone
    ]
    return tuple(tuple(one for one in annotated if one.article.id in group.articles) for group in shared), tuple(
        notices
    )


def _single(annotated: AnnotatedArticle) -> Notice:
    words = f"there is only the report of {annotated.article.name}: nothing can be compared with it"
    return Notice("one_report", words, (annotated.article.id,))


def _unrelated(annotated: Sequence[AnnotatedArticle]) -> Notice:
    words = "the reports are of different events: nothing was compared"
    return Notice("unrelated", words, tuple(one.article.id for one in annotated))


def _several(groups: Sequence[EventGroup], known: dict[str, AnnotatedArticle]) -> Notice:
    parts = "; ".join(", ".join(known[id_].article.name for id_ in group.articles) for group in groups)
    words = f"the reports are of {len(groups)} events, compared apart: {parts}"
    return Notice("several_events", words, tuple(id_ for group in groups for id_ in group.articles))
