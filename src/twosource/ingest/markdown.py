"""Markdown → Article: paragraphs as lines without their marks, front matter and headings as fields."""

import re
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from twosource.ingest.assemble import assemble_article
from twosource.ingest.record import describe_record
from twosource.model.article import Article, Furniture, FurnitureKind, Rejection

_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<lines>.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL
)
_FIELD = re.compile(r"(?P<key>[A-Za-z_][\w -]{0,40}?)\s*:(?:\s+(?P<value>.*))?")
_READER = MarkdownIt("commonmark", {"maxNesting": 40}).disable(
    ["backticks", "code", "fence", "html_block", "html_inline"]
)
"""News holds no code: `` opens a quotation there, four spaces indent a paragraph, and a tag is text."""


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    heading: int = 0


def read_markdown(text: str, *, document: str, url: str | None = None) -> Article | Rejection:
    """The report in `text`: each block a line with a blank line between blocks; the first top heading is its title,
    further ones are subheads. The markup follows CommonMark 0.31 without code and raw HTML."""
    matter = _FRONT_MATTER.match(text)
    fields = _front_matter(matter["lines"]) if matter else {}
    blocks = _blocks(text[matter.end() :] if matter else text)
    body, structure = _laid_out(blocks)
    described = describe_record({**({"url": url} if url else {}), **fields})
    headings = [part.value for part in structure if part.kind == "headline"]
    title = described.title or (headings[0] if headings else None)
    return assemble_article(body, replace(described, title=title, structure=structure), document=document)


def _front_matter(lines: str) -> dict[str, object]:
    """The fields of the YAML subset front matter is written in: `key: value`, quoted or not, and lists."""
    fields: dict[str, object] = {}
    last: list[str] | None = None
    for line in lines.splitlines():
        stripped = line.strip()
        if stripped.startswith("- ") and last is not None:
            last.append(_unquoted(stripped[2:]))
        elif match := _FIELD.fullmatch(stripped):
            value = (match["value"] or "").strip()
            last = None
            if value.startswith("[") and value.endswith("]"):
                fields[match["key"].lower()] = [_unquoted(part) for part in value[1:-1].split(",") if part.strip()]
            elif value:
                fields[match["key"].lower()] = _unquoted(value)
            else:
                fields[match["key"].lower()] = last = []
    return fields


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
    return value


def _blocks(text: str) -> list[_Block]:
    blocks, heading = [], 0
    for token in _READER.parse(text):
        if token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "inline":
            words = _inline_text(token)
            blocks += [_Block(line, heading) for line in words.split("\n") if line.strip()]
        elif token.type == "heading_close":
            heading = 0
    return blocks


def _inline_text(token: Token) -> str:
    """The words of a block; a soft line break is a space, a hard one a new line, an image its description."""
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(breaks.get(child.type, child.content) for child in token.children or ())


def _laid_out(blocks: list[_Block]) -> tuple[str, tuple[Furniture, ...]]:
    lines: list[str] = []
    structure: list[Furniture] = []
    position, title_seen = 0, False
    for block in blocks:
        words = block.text.strip()
        if block.heading:
            is_title = block.heading == 1 and not title_seen
            title_seen = title_seen or is_title
            kind: FurnitureKind = "headline" if is_title else "other"
            structure.append(Furniture(kind, position, position + len(words), words if is_title else "subhead"))
        lines.append(words)
        position += len(words) + 2
    return "\n\n".join(lines), tuple(structure)
