"""Plain text → Article: the text is stored as decoded, to the letter."""

from twosource.ingest.assemble import Described, assemble_article
from twosource.model.article import Article, Rejection


def read_plain(text: str, *, document: str, url: str | None = None) -> Article | Rejection:
    """The report in `text`; title, byline, date, dateline and credits are those its furniture shows."""
    return assemble_article(text, Described(url=url), document=document)
