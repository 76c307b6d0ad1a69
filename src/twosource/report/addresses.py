"""Where a site keeps the page of an article: what accounts that are rendered for it link to."""

from urllib.parse import quote

LONGEST = 1_000
"""Characters of a name or id in an address. What is longer has no page: a link of megabytes helps nobody."""


def article_address(article: str, revision: int | None = None) -> str:
    """The page of an article, or of one of its revisions."""
    return f"/articles/{quoted(article)}" + (f"?revision={revision}" if revision else "")


def quoted(text: str) -> str:
    """The text as one step of an address."""
    return quote(text[:LONGEST].encode("utf-8", "replace"), safe="")
