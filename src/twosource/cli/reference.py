"""The command line reference in Markdown: `python -m twosource.cli.reference > docs/cli.md`."""

from typing import Any, Final

from typer.main import get_command

from twosource.cli.exits import MEANINGS
from twosource.cli.main import app

_WIDTHS: Final = {"terminal_width": 96, "max_content_width": 96}

_EXAMPLES: Final = """\
```sh
twosource compare gazette.txt courier.html https://example.org/report    # the account in the terminal
twosource compare reports/ --html account.html                           # and as one HTML page
twosource compare reports.jsonl --format json | jq '.claims[].standing'
curl -s https://example.org/report | twosource read -                    # one report, annotated
```"""


def reference() -> str:
    """The reference: every command with its help as the program prints it, examples, and the exit codes."""
    program: Any = get_command(app)
    context = program.make_context("twosource", [], resilient_parsing=True, **_WIDTHS)
    parts = ["# Command line", _note(), _help(context), "## Examples", _EXAMPLES]
    for name, command in program.commands.items():
        inner = command.make_context(name, [], parent=context, resilient_parsing=True, **_WIDTHS)
        parts += [f"## `twosource {name}`", _help(inner)]
    return "\n\n".join([*parts, "## Exit codes", _exit_codes(), "## Where things go", _streams()]) + "\n"


def _note() -> str:
    return "Produced by `make docs` from the program itself; a test fails where it is out of date."


def _help(context: Any) -> str:
    return f"```text\n{context.get_help().rstrip()}\n```"


def _exit_codes() -> str:
    rows = "\n".join(f"| {code} | {meaning} |" for code, meaning in MEANINGS.items())
    return f"| code | meaning |\n|---|---|\n{rows}"


def _streams() -> str:
    return """\
The result goes to standard output or to the file named with `--output`; everything else (progress, what could not be
read and why, hints) goes to standard error. Colours and the progress bar appear only in a terminal; `NO_COLOR=1` turns
colours off. In a pipe the account is 80 columns wide. Text from reports is shown as text: control characters and
right-to-left overrides appear as `\\x1b` or `\\u202e`, markup is escaped."""


if __name__ == "__main__":
    print(reference(), end="")
