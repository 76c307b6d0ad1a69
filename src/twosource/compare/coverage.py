"""Which of the shared claims each report has, and which it leaves out."""

from collections.abc import Iterable, Sequence

from twosource.model.comparison import Claim, Coverage


def measure_coverage(articles: Iterable[str], claims: Sequence[Claim]) -> tuple[Coverage, ...]:
    """For each article id, in the order given, the ids of the claims of two or more articles it has and leaves out."""
    shared = [
        (claim.id, {mention.article for mention in claim.mentions})
        for claim in claims
        if len({mention.article for mention in claim.mentions}) > 1
    ]
    return tuple(
        Coverage(
            article,
            tuple(claim for claim, having in shared if article in having),
            tuple(claim for claim, having in shared if article not in having),
        )
        for article in articles
    )
