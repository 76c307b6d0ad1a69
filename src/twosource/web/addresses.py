"""The addresses of the site's pages."""

from urllib.parse import urlencode

from twosource.report.addresses import LONGEST, quoted
from twosource.report.addresses import article_address as article_address


def story_address(story: str) -> str:
    """The page of a story."""
    return f"/stories/{quoted(story)}"


def speaker_address(name: str) -> str:
    """The page of a speaker. A name may be anything, so it stands in the query, where nothing has a meaning."""
    return f"/speaker?{_named(name)}"


def outlet_address(name: str) -> str:
    """The page of an outlet."""
    return f"/outlet?{_named(name)}"


def _named(name: str) -> str:
    return urlencode({"name": name[:LONGEST].encode("utf-8", "replace")})
