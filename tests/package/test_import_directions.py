"""The layout holds: imports run one way, stages do not know each other, and there is no cycle."""

import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]


def test_every_contract_of_the_layout_is_kept() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("twosource", cache_dir=None)


def test_model_imports_nothing_of_the_project_but_itself(graph: grimp.ImportGraph) -> None:
    imported = {
        target
        for module in graph.modules
        if module.startswith("twosource.model")
        for target in graph.find_modules_directly_imported_by(module)
    }
    assert {name for name in imported if not name.startswith("twosource.model")} == set()


def test_no_import_cycle(graph: grimp.ImportGraph) -> None:
    cycles = []
    for module in sorted(graph.modules):
        for target in sorted(graph.find_modules_directly_imported_by(module)):
            chain = graph.find_shortest_chain(target, module)
            typing_only = {"twosource.model.annotation", "twosource.model.contract", "twosource.model.comparison"}
            if chain and not set(chain) <= typing_only:
                cycles.append((module, *chain))
    assert cycles == []


def test_no_vague_module_names() -> None:
    vague = {"utils", "util", "helpers", "common", "manager", "misc"}
    named = [path for path in (ROOT / "src").rglob("*") if path.stem in vague]
    assert named == []
