"""The import contracts of pyproject.toml refuse what the design forbids.

Each case plants one import in a tiny tree of the same rooms and requires a broken contract;
whether the real tree keeps them is `lint-imports` itself, a step of scripts/test.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MODULES = [
    "cli/main.py",
    "api/main.py",
    "api/endpoints/plans.py",
    "api/services/plans.py",
    "api/repositories/plans.py",
    "api/tables/plans.py",
    "routing/service.py",
    "routing/formats/plan_json.py",
    "routing/pricing/quote.py",
    "routing/plan/build.py",
    "routing/plan/check.py",
    "routing/solver/solve.py",
    "routing/problem/problem.py",
    "routing/problem/evaluate/route.py",
    "routing/matrix/build.py",
    "routing/roads/graph.py",
    "routing/geo.py",
    "routing/texts/__init__.py",
    "routing/units.py",
    "routing/errors.py",
]


@pytest.fixture
def tree(root: Path, tmp_path: Path) -> Path:
    """A tree of empty modules under the contracts of the project."""
    shutil.copy(root / "pyproject.toml", tmp_path)
    for name in MODULES:
        module = tmp_path / name
        module.parent.mkdir(parents=True, exist_ok=True)
        for package in [module.parent, *module.parent.parents]:
            if package == tmp_path:
                break
            (package / "__init__.py").touch()
        module.touch()
    return tmp_path


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(program), "--no-cache", "--no-logo"],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def plant(tree: Path, module: str, line: str) -> None:
    (tree / module).write_text(f"{line}\n")


def test_the_way_of_the_data_is_allowed(tree: Path) -> None:
    plant(tree, "cli/main.py", "import api.main, routing.service, routing.formats.plan_json")
    plant(tree, "routing/service.py", "import routing.plan.check, routing.solver.solve")
    plant(tree, "routing/formats/plan_json.py", "import geopandas, routing.roads.graph")
    plant(tree, "routing/plan/build.py", "import routing.problem.evaluate")
    plant(tree, "routing/solver/solve.py", "import ortools, routing.problem.problem")
    plant(tree, "routing/roads/graph.py", "import networkx, routing.geo, routing.units")
    result = lint(tree)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("routing/service.py", "import api.main"),
        ("api/main.py", "import cli.main"),
        ("api/repositories/plans.py", "import api.services.plans"),
        ("api/tables/plans.py", "import api.endpoints.plans"),
        ("routing/solver/solve.py", "import routing.plan.build"),
        ("routing/plan/build.py", "import routing.solver.solve"),
        ("routing/problem/problem.py", "import routing.plan.build"),
        ("routing/roads/graph.py", "import routing.matrix.build"),
        ("routing/pricing/quote.py", "import routing.formats.plan_json"),
        ("routing/plan/check.py", "import routing.problem.evaluate"),
        ("routing/plan/build.py", "import ortools"),
        ("api/main.py", "from ortools.constraint_solver import pywrapcp"),
        ("routing/problem/problem.py", "import pydantic"),
        ("routing/service.py", "import sqlmodel"),
        ("routing/roads/graph.py", "import httpx"),
        ("routing/solver/solve.py", "import networkx"),
    ],
)
def test_a_planted_import_is_refused(tree: Path, module: str, line: str) -> None:
    plant(tree, module, line)
    result = lint(tree)
    assert result.returncode == 1, result.stdout
    assert "BROKEN" in result.stdout


def test_a_circle_is_refused(tree: Path) -> None:
    plant(tree, "routing/problem/problem.py", "import routing.problem.evaluate")
    plant(tree, "routing/problem/evaluate/route.py", "import routing.problem.problem")
    result = lint(tree)
    assert result.returncode == 1, result.stdout
    assert "no circles BROKEN" in result.stdout


def test_a_room_without_a_rule_is_refused(tree: Path) -> None:
    (tree / "routing" / "utils.py").touch()
    assert lint(tree).returncode != 0
