"""The addresses of the site's pages."""

from urllib.parse import quote, urlencode

LONGEST = 1_000
"""Characters of a name or id in an address. What is longer has no page: a link of megabytes helps nobody."""


def article_address(article: str, revision: int | None = None) -> str:
    """The page of an article, or of one of its revisions."""
    return f"/articles/{_quoted(article)}" + (f"?revision={revision}" if revision else "")


def story_address(story: str) -> str:
    """The page of a story."""
    return f"/stories/{_quoted(story)}"


def speaker_address(name: str) -> str:
    """The page of a speaker. A name may be anything, so it stands in the query, where nothing has a meaning."""
    return f"/speaker?{_named(name)}"


def outlet_address(name: str) -> str:
    """The page of an outlet."""
    return f"/outlet?{_named(name)}"


def _quoted(text: str) -> str:
    return quote(text[:LONGEST].encode("utf-8", "replace"), safe="")


def _named(name: str) -> str:
    return urlencode({"name": name[:LONGEST].encode("utf-8", "replace")})
