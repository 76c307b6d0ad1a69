"""Which of the shared claims each report has, and which it leaves out."""

from collections.abc import Iterable, Sequence

from twosource.model.comparison import Claim, Coverage


def measure_coverage(articles: Iterable[str], claims: Sequence[Claim]) -> tuple[Coverage, ...]:
    """For each article id, in the order given, the ids of the claims it has and of those it leaves out, among the
    claims that two or more of these articles make."""
    articles = tuple(articles)
    having_by_claim = [(claim.id, {mention.article for mention in claim.mentions}) for claim in claims]
    shared = [(claim, having) for claim, having in having_by_claim if len(having) > 1 and having <= set(articles)]
    return tuple(
        Coverage(
            article,
            tuple(claim for claim, having in shared if article in having),
            tuple(claim for claim, having in shared if article not in having),
        )
        for article in articles
    )
