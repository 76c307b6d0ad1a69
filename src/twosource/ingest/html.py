"""A web page → Article: main text by trafilatura, fields from linked data, meta tags and trafilatura, in this order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import trafilatura
from lxml import etree

from twosource.ingest.assemble import Described, assemble_article
from twosource.ingest.fields import byline_of, http_url, iso_date, one_line, replace_surrogates
from twosource.ingest.limits import LARGEST_ELEMENT_COUNT
from twosource.ingest.page_fields import PageHead, describe_page, filled, parse_page
from twosource.ingest.page_tags import without_absurd_attributes
from twosource.model.article import Article, Furniture, Rejection

_BLOCKS = frozenset(
    {"body", "p", "head", "quote", "list", "item", "table", "row", "cell", "code", "div", "figure", "fw"}
)
_FEWEST_LETTERS = 250
"""Of running text on a page that does not call itself an article; the shortest news items have about 300."""
_FEWEST_DECLARED_LETTERS = 40
_MOST_LINKED = 0.5
"""Share of a page's text inside links above which it is a list of teasers. On the 7 development pages 0 to 0.06
(November 2026)."""
_LONGEST_OVERVIEW = 30_000
"""Characters."""
_FIRST_POSSIBLE_DAY, _LAST_POSSIBLE_DAY = "1995-01-01", "2100-01-01"
"""Bounds for dates guessed from a page's text; fixed, so that the same page gives the same day tomorrow."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A block of the main text: its words, the tag it stood in, how many of its characters are links."""

    text: str
    tag: str
    linked: int


def read_html(text: str, *, document: str, url: str | None = None) -> Article | Rejection:
    """The article of a page, a paragraph a line with blank lines between. Lists and paragraphs that are nothing but
    links are left out; headings are furniture. `no_article` where the page holds none. Nothing is fetched."""
    text = without_absurd_attributes(replace_surrogates(text).replace("\x00", ""))
    tree = parse_page(text)
    if tree is None:
        return Rejection(document, "no_article", "the page is empty or broken: no element could be read")
    if (
        count := sum(1 for _ in zip(tree.iter(), range(LARGEST_ELEMENT_COUNT + 1), strict=False))
    ) > LARGEST_ELEMENT_COUNT:
        return Rejection(document, "too_large", f"the page has more than {count - 1:,} elements")
    head = describe_page(tree, url=url)
    lines = _without_teasers(list(_lines(_main_text(text))))
    body, structure = _laid_out(lines)
    if not _is_article(lines, declared=head.is_article) or _is_made_of_links(body, tree):
        if not head.linked_text:
            return Rejection(document, "no_article", "no article was found on the page; save the text itself instead")
        body, structure = head.linked_text, ()
    return assemble_article(body, replace(_with_guesses(head, text, url), structure=structure), document=document)


def _main_text(text: str) -> Any:
    """The element that holds the main text, None where there is none. Extraction meets every kind of broken page, and
    none may stop a run, hence the broad except."""
    try:
        found = trafilatura.bare_extraction(
            text, include_comments=False, include_formatting=True, include_links=True, with_metadata=False
        )
    except Exception:
        return None
    return getattr(found, "body", None)


def _with_guesses(head: PageHead, text: str, url: str | None) -> Described:
    """What the head leaves open, as trafilatura finds it in the page's visible parts."""
    described = head.described
    if described.title and described.published and described.outlet and (described.byline or head.unsigned):
        return described
    dates = {
        "original_date": True,
        "extensive_search": False,
        "min_date": _FIRST_POSSIBLE_DAY,
        "max_date": _LAST_POSSIBLE_DAY,
    }
    try:
        found = trafilatura.extract_metadata(text, default_url=url, date_config=dates, extensive=False)
    except Exception:
        return described
    if found is None:
        return described
    guessed = Described(
        title=one_line(found.title),
        outlet=one_line(found.sitename) or one_line(found.hostname),
        byline=byline_of(found.author.split(";")) if found.author and not head.unsigned else None,
        published=iso_date(found.date),
        url=http_url(found.url),
    )
    return filled(described, guessed)


def _lines(body: Any) -> Iterator[_Line]:
    if body is None:
        return
    words, linked, links = "", 0, 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        is_block = element.tag in _BLOCKS or element.tag == "lb"
        if is_block and words.strip():
            parent = element if event == "end" else element.getparent()
            tag = "lb" if parent is None else parent.tag
            yield _Line(" ".join(words.split()), _block_tag(element if event == "end" else parent, tag), linked)
        if is_block:
            words, linked = "", 0
        links += (element.tag == "ref") * (1 if event == "start" else -1)
        piece = (element.text if event == "start" else element.tail) or ""
        words += piece
        linked += len(piece.strip()) if links else 0
    if words.strip():
        yield _Line(" ".join(words.split()), "p", linked)


def _block_tag(element: Any, tag: str) -> str:
    """ "head" with its rank, "item" for anything inside a list, else the block's own tag."""
    if tag == "head":
        return str(element.get("rend") or "h2")
    while element is not None and element.tag in ("p", "lb", "hi", "ref"):
        element = element.getparent()
    return "item" if element is not None and element.tag in ("item", "list") else tag


def _without_teasers(lines: list[_Line]) -> list[_Line]:
    """The lines but for runs of list items, and single lines without a full stop, that are links and nothing else."""
    kept: list[_Line] = []
    position = 0
    while position < len(lines):
        end = position + 1
        while lines[position].tag == "item" and end < len(lines) and lines[end].tag == "item":
            end += 1
        run = lines[position:end]
        characters = sum(len(line.text) for line in run)
        unfinished = all(not line.text.endswith((".", "!", '"', "”")) for line in run)
        if not (unfinished and sum(line.linked for line in run) >= 0.6 * characters):
            kept += run
        position = end
    return kept


def _is_article(lines: list[_Line], *, declared: bool) -> bool:
    running = [line for line in lines if not line.tag.startswith("h")]
    letters = sum(len(line.text) for line in running)
    linked = sum(line.linked for line in running)
    return letters >= (_FEWEST_DECLARED_LETTERS if declared else _FEWEST_LETTERS) and linked <= _MOST_LINKED * letters


def _is_made_of_links(body: str, tree: Any) -> bool:
    """Whether most of a short text is the text of the page's links, as on an overview, whose links the extraction's
    last resort takes for sentences."""
    if len(body) > _LONGEST_OVERVIEW:
        return False
    some_links = (link for link, _ in zip(tree.iter("a"), range(1000), strict=False))
    links = {" ".join("".join(link.itertext()).split()) for link in some_links}
    rest = " ".join(body.split())
    for text in sorted(filter(None, links), key=lambda link: (-len(link), link)):
        rest = rest.replace(text, "")
    return len(rest) < (1 - _MOST_LINKED) * len(body)


def _laid_out(lines: list[_Line]) -> tuple[str, tuple[Furniture, ...]]:
    structure: list[Furniture] = []
    position = 0
    for line in lines:
        end = position + len(line.text)
        if line.tag == "h1":
            structure.append(Furniture("headline", position, end, line.text))
        elif line.tag.startswith("h"):
            structure.append(Furniture("other", position, end, "subhead"))
        position = end + 2
    return "\n\n".join(line.text for line in lines), tuple(structure)
