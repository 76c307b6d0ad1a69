"""The commands: what they print where, and how they end."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.cli import stub_service
from twosource.cli.main import app, run


@pytest.fixture(autouse=True)
def _stub(monkeypatch: pytest.MonkeyPatch) -> None:
    stub_service.install(monkeypatch)


def invoke(*arguments: str | Path, input: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=input)


def test_compare_prints_the_account() -> None:
    result = invoke("compare", "a.txt", "b.txt", "c.txt")
    assert result.exit_code == 0
    assert result.stdout.startswith("Old town under water\n3 reports")
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("format", "start"), [("html", "<!doctype html>"), ("markdown", "# Old town"), ("json", '{\n  "articles"')]
)
def test_compare_prints_other_formats(format: str, start: str) -> None:
    result = invoke("compare", "a.txt", "b.txt", "--format", format)
    assert result.exit_code == 0
    assert result.stdout.startswith(start)
    assert result.stdout.endswith("\n")


def test_compare_json_is_the_contract() -> None:
    data = json.loads(invoke("compare", "a.txt", "b.txt", "--format", "json").stdout)
    assert [claim["standing"] for claim in data["claims"]] == ["corroborated", "shared_origin", "disputed", "unclear"]
    data = json.loads(invoke("compare", "a.txt", "b.txt", "--format", "json", "--excerpts").stdout)
    assert all("text" not in article for article in data["articles"])


def test_compare_writes_files(tmp_path: Path) -> None:
    account, page = tmp_path / "account.txt", tmp_path / "page.html"
    result = invoke("compare", "a.txt", "b.txt", "--output", account, "--html", page)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert str(page) in result.stderr.replace("\n", "")
    assert account.read_text(encoding="utf-8").startswith("Old town under water")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_rejections_are_counted_listed_and_harmless() -> None:
    result = invoke("compare", "a.txt", "b.txt", "bad.pdf")
    assert result.exit_code == 3
    assert "Lock gate gives way" in result.stdout
    assert result.stderr == (
        "twosource: 1 document could not be read:\n  bad.pdf: the page holds no \\x1b[31marticle [no_article]\n"
    )


@pytest.mark.parametrize("command", ["compare", "read"])
def test_nothing_readable_is_said(command: str) -> None:
    result = invoke(command, "bad1", "bad2")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "2 documents could not be read" in result.stderr
    assert "twosource: there is no report to" in result.stderr


def test_one_report_is_not_compared() -> None:
    result = invoke("compare", "a.txt")
    assert result.exit_code == 1
    assert "only one report" in result.stderr


def test_unrelated_reports_are_not_compared() -> None:
    result = invoke("compare", "a.txt", "-", input="unrelated")
    assert result.exit_code == 1
    assert "Note: the reports are of different events" in result.stdout
    assert "nothing was compared" in result.stderr


def test_standard_input_is_read() -> None:
    result = invoke("read", "-", "--format", "json", input="Piped wörds.\n")
    assert json.loads(result.stdout)["article"]["text"] == "Piped wörds.\n"


def test_read_prints_one_article_a_line() -> None:
    lines = invoke("read", "a.txt", "b.txt", "c.txt", "--format", "json").stdout.splitlines()
    assert [json.loads(line)["article"]["outlet"] for line in lines] == ["The Tideway", "Canal Post", "Northern Wire"]


@pytest.mark.parametrize(
    ("format", "start"),
    [("terminal", "Lock gate gives way in Ostrel\noutlet"), ("html", "<!doctype html>"), ("markdown", "# Lock gate")],
)
def test_read_shows_one_report(format: str, start: str) -> None:
    result = invoke("read", "a.txt", "--format", format)
    assert result.exit_code == 0
    assert result.stdout.startswith(start)


def test_read_several_reports_as_pages_needs_a_folder(tmp_path: Path) -> None:
    assert invoke("read", "a.txt", "b.txt", "--format", "html").exit_code == 2
    result = invoke("read", "a.txt", "b.txt", "--format", "html", "--output", tmp_path)
    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["001-the-tideway.html", "002-canal-post.html"]


def test_read_writes_a_file(tmp_path: Path) -> None:
    for name in ("terminal", "markdown", "json", "html"):
        output = tmp_path / name
        assert invoke("read", "a.txt", "--format", name, "--output", output).exit_code == 0
        assert "Ostrel" in output.read_text(encoding="utf-8")


def test_demo_compares_an_example_and_names_the_others(tmp_path: Path) -> None:
    page = tmp_path / "demo.html"
    result = invoke("demo", "--html", page)
    assert result.exit_code == 0
    assert result.stdout.startswith("Old town under water")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "other" in result.stderr


def test_demo_of_an_unknown_story_names_the_known() -> None:
    result = invoke("demo", "nowhere")
    assert result.exit_code == 2
    assert "lock-gate, other" in result.stderr


def test_publishers_shows_the_table_and_where_ones_own_goes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    monkeypatch.setenv("TWOSOURCE_PUBLISHERS", str(own))
    result = invoke("publishers")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 10
    assert "would go to" in result.stderr
    own.write_text(
        '[[family]]\nname = "Ostrel Media"\noutlets = ["The Tideway", "tideway.example"]\n', encoding="utf-8"
    )
    result = invoke("publishers", "tideway")
    assert result.stdout == "Ostrel Media\n  The Tideway, tideway.example\n"
    assert "is read from" in result.stderr
    own.write_text("family = 3", encoding="utf-8")
    assert "own.toml" in str(invoke("publishers").exception)


@pytest.mark.parametrize(
    "arguments",
    [
        ["compare"],
        ["compare", "a.txt", "--format", "pdf"],
        ["compare", "a.txt", "--workers", "0"],
        ["compare", "a.txt", "b.txt", "--output", "/no/such/folder/x.html"],
        ["compare", "a.txt", "b.txt", "--html", "/"],
        ["nonsense"],
        ["--nonsense"],
    ],
)
def test_wrong_command_lines_end_with_2_and_say_why(arguments: list[str]) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr) > 20


def test_version() -> None:
    assert re.fullmatch(r"twosource \d+\.\d+\.\d+\S*\n", invoke("--version").stdout)


def test_an_error_of_the_program_is_said_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["twosource", "compare", "a.txt", "-"])
    monkeypatch.setattr("twosource.cli.reading.read_standard_input", lambda sources: b"no model")
    with pytest.raises(SystemExit) as ended:
        run()
    assert ended.value.code == 1
    assert capsys.readouterr().err == "twosource: no English model is installed: pip install the-model\n"


def test_ctrl_c_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("twosource.service.compare", interrupted)
    monkeypatch.setattr("sys.argv", ["twosource", "compare", "a.txt", "b.txt"])
    with pytest.raises(SystemExit) as ended:
        run()
    assert ended.value.code == 130
