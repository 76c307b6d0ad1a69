"""Lines of untrusted text for a terminal: no markup, no control characters, and plain ASCII where nothing else goes."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from twosource.report.escape import visible
from twosource.report.vocabulary import Sign
from twosource.report.word_difference import Piece

_ASCII = str.maketrans(
    {
        "¶": "par.", "·": "-", "…": "...", "–": "-", "—": "--", "“": '"', "”": '"', "‘": "'", "’": "'",
        "●": "*", "◐": "a", "✎": "~", "≡": "=", "\u00a0": " ", "→": "->", "█": "#", "▏": "|", "░": ".",
    }
)  # fmt: skip

Fragment = str | tuple[str, str]
"""Text, or text with a rich style."""


class TerminalWriter:
    """Prints paragraphs to a console; every fragment passes through the escape of untrusted text."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.ascii = console.options.ascii_only

    def text(self, *fragments: Fragment) -> Text:
        """The fragments as one rich Text, each in its style."""
        text = Text()
        for fragment in fragments:
            words, style = (fragment, "") if isinstance(fragment, str) else fragment
            text.append(self.plain(words), style=style or None)
        return text

    def plain(self, words: str) -> str:
        """The words made visible, their spaces kept; in ASCII where the terminal knows nothing else."""
        kept = visible(words)
        return kept.translate(_ASCII).encode("ascii", "backslashreplace").decode("ascii") if self.ascii else kept

    def sign(self, sign: Sign) -> str:
        """The sign, or its ASCII stand-in."""
        return sign.ascii if self.ascii else sign.symbol

    def line(self, *fragments: Fragment, indent: int = 0, hang: int = 0) -> None:
        """One paragraph, wrapped; lines after the first stand `hang` columns further in than the first."""
        self._wrapped(self.text(*fragments), indent, hang)

    def paragraph(self, lead: str, body: Text, *, hang: int) -> None:
        """A paragraph that is already styled and made visible, after its lead."""
        self._wrapped(self.text((lead, "dim")).append_text(body), 0, hang)

    def _wrapped(self, body: Text, indent: int, hang: int) -> None:
        width = max(20, self.console.width - indent - hang)
        for number, line in enumerate(_hanging(body, self.console, width, hang)):
            line.rstrip()
            self._print(Text(" " * (indent + (hang if number else 0))).append_text(line))

    def heading(self, words: str, note: str = "", sign: Sign | None = None) -> None:
        """A heading with space above it and, below, what it means."""
        self.blank()
        lead = f"{self.sign(sign)}  " if sign else ""
        self._print(self.text((lead + words.upper(), "bold")))
        if note:
            self.line((note, "dim"))

    def _print(self, line: Text) -> None:
        self.console.print(line, highlight=False, soft_wrap=True)

    def blank(self) -> None:
        self.console.print()

    def more(self, number: int, what: str, *, indent: int = 4) -> None:
        """Says how many further items are not shown, when any are."""
        if number > 0:
            noun = what.removesuffix("s") if number == 1 else what
            self.line((f"… and {number:,} more {noun} (--all)", "dim"), indent=indent)

    def marked(self, parts: Iterable[Piece]) -> tuple[Fragment, ...]:
        """The pieces, those that differ between signs that can be read without colour."""
        fragments: list[Fragment] = []
        for piece in parts:
            if piece.gap:
                fragments.append((piece.text, "dim"))
            elif piece.marked:
                fragments += [("[", "dim"), (piece.text, "bold yellow"), ("]", "dim")]
            else:
                fragments.append(piece.text)
        return tuple(fragments)


def _hanging(body: Text, console: Console, width: int, hang: int) -> Iterable[Text]:
    """The lines of the paragraph: the first may be `hang` columns longer than the rest."""
    first = body.wrap(console, width + hang)
    if len(first) < 2 or not hang:
        return first
    head = first[0]
    rest = body[len(head.plain.rstrip()) :]
    rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
    return [head, *rest.wrap(console, width)]
