"""Blind cases of a seventh round: Python's type checkers, packages, hooks and documents."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "mypy",
        "as it is called by default",
        {
            "pyproject.toml": '[tool.mypy]\npython_version = "3.11"\nwarn_unused_ignores = true\n',
            "payroll/__init__.py": "",
            "payroll/hours.py": "from dataclasses import dataclass, field\nfrom decimal import Decimal\n\n\n@dataclass\nclass Shift:\n    start: int\n    end: int\n    breaks: list[int] = field(default_factory=list)\n\n    def hours(self) -> Decimal:\n        return self.end - self.start - sum(self.breaks) / 60\n\n\ndef wage(shifts: list[Shift], rate: Decimal | None) -> Decimal:\n    total = sum(shift.hours() for shift in shifts)\n    return total * rate\n",
            "payroll/report.py": 'from payroll.hours import Shift, wage\n\n\ndef line(name: str, shifts: dict[str, list[Shift]]) -> str:\n    amount = wage(shifts.get(name), "12.50")\n    return name.ljust(20) + amount\n\n\ndef lines(shifts: dict[str, list[Shift]]) -> list[str]:\n    return (line(name, shifts) for name in shifts)\n',
        },
        "mypy payroll",
        "types",
        (
            ("payroll/hours.py", 12),
            ("payroll/hours.py", 17),
            ("payroll/report.py", 5),
            ("payroll/report.py", 6),
            ("payroll/report.py", 10),
        ),
    ),
    Case(
        "mypy",
        "by make, strictly, stubs that are missing, unused ignores",
        {
            "Makefile": ".PHONY: lint typecheck\n\nlint:\n\truff check src\n\ntypecheck:\n\tmypy --strict --show-error-codes --pretty src tests\n",
            "setup.cfg": "[mypy]\nmypy_path = src\nexplicit_package_bases = True\nnamespace_packages = True\n",
            "src/radio/client.py": 'import yaml\nfrom flask_nowhere import Blueprint\n\nBLUEPRINT = Blueprint("radio", __name__)\n\n\nclass Client:\n    def __init__(self, host, port: int = 80) -> None:\n        self.host = host\n        self.port = port\n\n    def settings(self, text: str) -> dict[str, str]:\n        return yaml.safe_load(text)  # type: ignore[no-any-return]\n\n    async def fetch(self, path: str) -> bytes:\n        return b"" if path else None  # type: ignore[arg-type]\n',
            "tests/test_client.py": 'from radio.client import Client\n\n\ndef test_port():\n    assert Client("host").port == 80\n\n\nasync def test_fetch() -> None:\n    body: str = await Client("host").fetch("/")\n    assert body\n',
        },
        "make lint typecheck",
        "types",
        (
            ("src/radio/client.py", 1),
            ("src/radio/client.py", 2),
            ("src/radio/client.py", 8),
            ("src/radio/client.py", 16),
            ("tests/test_client.py", 4),
            ("tests/test_client.py", 9),
        ),
    ),
    Case(
        "mypy",
        "a plugin that is not installed",
        {
            "mypy.ini": "[mypy]\nstrict = True\nplugins = pydantic_nowhere.mypy\nfiles = hives\n",
            "hives/hive.py": "class Hive:\n    frames: int = 10\n",
        },
        "mypy",
        "configuration",
        (("mypy.ini", 3),),
    ),
    Case(
        "pyright",
        "as it is called by default",
        {
            "translate/__init__.py": "",
            "translate/catalog.py": "from dataclasses import dataclass\nfrom typing import Protocol\n\n\nclass Store(Protocol):\n    def get(self, key: str) -> str | None: ...\n\n\n@dataclass\nclass Catalog:\n    language: str\n    messages: dict[str, str]\n\n    def text(self, key: str, **values: int) -> str:\n        return self.messages.get(key).format(**values)\n\n\ndef load(language: str, store: Store) -> Catalog:\n    return Catalog(language=language, messages=store.get(language))\n",
            "translate/cli.py": 'import argparse\n\nfrom translate.catalog import load\n\n\nclass Files:\n    def get(self, key: int) -> str | None:\n        return None\n\n\ndef main() -> None:\n    parser = argparse.ArgumentParser()\n    parser.add_argument("language")\n    args = parser.parse_args()\n    catalog = load(args.language, Files())\n    print(catalog.text("hello", name="Ada"))\n    print(catalog.count)\n',
        },
        "pyright",
        "types",
        (
            ("translate/catalog.py", 15),
            ("translate/catalog.py", 19),
            ("translate/cli.py", 15),
            ("translate/cli.py", 16),
            ("translate/cli.py", 17),
        ),
    ),
    Case(
        "pyright",
        "by a script of the workspace, strictly, after the tests",
        {
            "pyproject.toml": '[tool.pyright]\ninclude = ["packages"]\ntypeCheckingMode = "strict"\npythonVersion = "3.11"\nreportMissingModuleSource = "warning"\n',
            "check.sh": '#!/usr/bin/env bash\nset -euo pipefail\necho "== unit tests"\npython -m unittest discover -s packages/orders/tests\necho "== pyright"\npyright --pythonversion 3.11\n',
            "packages/orders/tests/test_orders.py": "import unittest\n\n\nclass OrdersTest(unittest.TestCase):\n    def test_nothing(self) -> None:\n        self.assertTrue(True)\n",
            "packages/orders/src/orders/queue.py": 'import yaml\n\n\nclass Queue:\n    def __init__(self) -> None:\n        self.items = []\n\n    def push(self, item, priority: int = 0) -> None:\n        self.items.append((priority, item))\n\n    def load(self, text: str) -> None:\n        for item in yaml.safe_load(text):\n            self.push(item)\n\n    def _drop(self) -> None:\n        self.items.clear()\n\n\ndef unused(queue: Queue) -> int:\n    match len(queue.items):\n        case 0:\n            return "none"\n        case 1:\n            return 1\n',
        },
        "bash check.sh",
        "types",
        (
            ("packages/orders/src/orders/queue.py", 8),
            ("packages/orders/src/orders/queue.py", 9),
            ("packages/orders/src/orders/queue.py", 13),
            ("packages/orders/src/orders/queue.py", 16),
            ("packages/orders/src/orders/queue.py", 19),
            ("packages/orders/src/orders/queue.py", 20),
            ("packages/orders/src/orders/queue.py", 22),
        ),
    ),
    Case(
        "pyright",
        "a configuration that does not parse",
        {
            "pyrightconfig.json": '{\n  "include": ["server"],\n  "typeCheckingMode": "strict",\n  "reportMissingImports": "error"\n  "pythonVersion": "3.11"\n}\n',
            "server/app.py": "VALUE: int = 1\n",
        },
        "pyright --project pyrightconfig.json",
        "configuration",
    ),
    Case(
        "pip",
        "a version that was never released, among others",
        {
            "requirements.txt": "click==8.1.7\nitsdangerous>=2.1\nmarkupsafe==9.9.9\n",
        },
        "python -m venv .venv && .venv/bin/pip install -r requirements.txt",
        "dependency",
    ),
    Case(
        "pip",
        "the project with its extras, whose metadata cannot be prepared",
        {
            "pyproject.toml": '[build-system]\nrequires = ["setuptools>=68"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "birdwatch"\ndescription = "Counts birds"\nversion = "0.3.0"\nrequires-python = ">=3.10"\ndependencies = ["click>=8"]\n\n[project.optional-dependencies]\ntest = ["pytest", "responses"]\n\n[tool.setuptools.packages.find]\nwhere = ["source"]\n',
            "src/birdwatch/__init__.py": "",
        },
        'set -e\npython -m venv .venv\nsource .venv/bin/activate\npython -m pip install --upgrade pip wheel\npip install -e ".[test]"\npytest',
        "dependency",
    ),
    Case(
        "pip",
        "a hash that does not match",
        {
            "requirements/ci.txt": "# compiled with hashes\niniconfig==2.0.0 \\\n    --hash=sha256:b6a85871a79d2e3b22d2d1b94ac2824226a63c6b741c88f7ae975f18b6778374\npluggy==1.5.0 \\\n    --hash=sha256:0000000000000000000000000000000000000000000000000000000000000000\n",
        },
        "python -m venv .venv && .venv/bin/python -m pip install --no-deps --require-hashes -r requirements/ci.txt",
        "dependency",
    ),
    Case(
        "uv",
        "what no version of a package supports",
        {
            "pyproject.toml": '[project]\nname = "beehive"\nversion = "0.2.0"\nrequires-python = ">=3.8"\ndependencies = ["numpy>=2.1", "attrs"]\n',
        },
        "uv sync",
        "dependency",
    ),
    Case(
        "uv",
        "as its documentation for workflows has it: locked, all extras, then the tests",
        {
            "pyproject.toml": '[project]\nname = "elevator"\nversion = "0.1.0"\nrequires-python = ">=3.11"\ndependencies = []\n\n[dependency-groups]\ndev = ["pytest"]\n\n[tool.pytest.ini_options]\npythonpath = ["src"]\n',
            "src/elevator/cabin.py": "class Cabin:\n    def __init__(self, floors):\n        self.floors = floors\n        self.at = 0\n        self.stops = []\n\n    def call(self, floor):\n        self.stops.append(floor)\n\n    def step(self):\n        target = self.stops[0]\n        self.at += 1 if target > self.at else -1\n        if self.at == target:\n            self.stops.pop()\n",
            "tests/test_cabin.py": "from elevator.cabin import Cabin\n\n\ndef test_goes_up():\n    cabin = Cabin(4)\n    cabin.call(1)\n    cabin.step()\n    assert cabin.at == 1\n\n\ndef test_keeps_order():\n    cabin = Cabin(4)\n    cabin.call(1)\n    cabin.call(3)\n    cabin.step()\n    assert cabin.stops == [3]\n\n\ndef test_waits():\n    cabin = Cabin(4)\n    cabin.step()\n    assert cabin.at == 0\n",
        },
        "uv lock --quiet\nuv sync --locked --all-extras --dev\nuv run pytest tests",
        "test",
        (
            ("tests/test_cabin.py", 16),
            ("src/elevator/cabin.py", 11),
        ),
        (
            "tests/test_cabin.py::test_keeps_order",
            "tests/test_cabin.py::test_waits",
        ),
    ),
    Case(
        "uv",
        "a tool that the project does not have",
        {
            "pyproject.toml": '[project]\nname = "lighthouse"\nversion = "1.0.0"\nrequires-python = ">=3.11"\n',
            "lamp.py": "SECONDS = 12\n",
        },
        "uv sync --quiet && uv run mypy-nowhere lamp.py",
        "configuration",
    ),
    Case(
        "poetry",
        "the lock file is not of this project file",
        {
            "pyproject.toml": '[tool.poetry]\nname = "ferry"\nversion = "0.1.0"\ndescription = ""\nauthors = ["Ada <ada@example.org>"]\npackage-mode = false\n\n[tool.poetry.dependencies]\npython = "^3.10"\n',
        },
        "poetry lock -q\nsed -i 's/^python = .*/python = \"^3.11\"/' pyproject.toml\npoetry install --no-interaction --no-ansi",
        "dependency",
    ),
    Case(
        "poetry",
        "tests that are run in its environment",
        {
            "pyproject.toml": '[project]\nname = "aquarium"\nversion = "0.1.0"\nrequires-python = ">=3.11,<4"\n\n[tool.poetry]\npackage-mode = false\n',
            "aquarium/__init__.py": "",
            "aquarium/tank.py": 'def litres(width, height, depth):\n    """The volume of a tank in cm."""\n    return width * height * depth / 100\n\n\ndef weight(litres):\n    return {"fresh": 1.0, "sea": 1.025}[litres.kind] * litres.amount\n',
            "tests/__init__.py": "",
            "tests/test_tank.py": 'from unittest import TestCase\n\nfrom aquarium.tank import litres, weight\n\n\nclass TankTest(TestCase):\n    def test_litres(self):\n        self.assertEqual(litres(100, 50, 40), 200, "100 x 50 x 40")\n\n    def test_weight(self):\n        self.assertGreater(weight(54), 54)\n\n    def test_empty(self):\n        self.assertEqual(litres(0, 0, 0), 0)\n',
        },
        "set -e\npoetry config virtualenvs.in-project true --local\npoetry install --no-interaction --no-ansi --no-root\npoetry run python -m unittest",
        "test",
        (
            ("tests/test_tank.py", 8),
            ("aquarium/tank.py", 7),
        ),
        (
            "tests.test_tank.TankTest.test_litres",
            "tests.test_tank.TankTest.test_weight",
        ),
    ),
    Case(
        "poetry",
        "a package that has no such version, and one of the repository beside it",
        {
            "pyproject.toml": '[project]\nname = "compass"\nversion = "0.1.0"\nrequires-python = ">=3.11,<4"\n\n[tool.poetry]\npackage-mode = false\n\n[tool.poetry.dependencies]\nneedle = { path = "libs/needle" }\nattrs = ">=99"\n',
            "libs/needle/pyproject.toml": '[project]\nname = "needle"\nversion = "0.4.0"\n\n[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n',
        },
        "poetry lock --no-interaction --no-ansi",
        "dependency",
    ),
    Case(
        "pre-commit",
        "hooks of the repository, the default way",
        {
            ".pre-commit-config.yaml": "repos:\n  - repo: local\n    hooks:\n      - id: ruff\n        name: ruff\n        language: system\n        entry: ruff check --force-exclude\n        types: [python]\n      - id: black\n        name: black\n        language: system\n        entry: black --quiet --check\n        types: [python]\n      - id: yaml\n        name: check yaml\n        language: system\n        entry: yamllint -d relaxed\n        types: [yaml]\n",
            "kite/fly.py": 'import json\n\n\ndef wind(knots: int) -> str:\n    return "strong" if knots > wnd_limit else "weak"\n',
            ".github/dependabot.yml": "version: 2\nupdates: []\n",
        },
        "git init -q . && git add -A && pre-commit run --all-files",
        "lint",
        (
            ("kite/fly.py", 1),
            ("kite/fly.py", 5),
        ),
    ),
    Case(
        "pre-commit",
        "in a workflow: what hooks changed is shown, in colours",
        {
            ".pre-commit-config.yaml": "default_language_version:\n  python: python3\nrepos:\n  - repo: local\n    hooks:\n      - id: end-of-file-fixer\n        name: fix end of files\n        language: system\n        entry: sed -i -e '$a\\'\n        types: [text]\n      - id: ruff-format\n        name: ruff-format\n        language: system\n        entry: ruff format\n        types: [python]\n      - id: mypy\n        name: mypy\n        language: system\n        entry: mypy --cache-dir=/dev/null\n        types: [python]\n",
            "harp/strings.py": "STRINGS = {'C':3,'F':   2}\ndef tune(name:str)->int: return STRINGS[ name ]\n",
            "README.md": "# Harp\n",
        },
        "git init -q . && git add -A && pre-commit run --show-diff-on-failure --color=always --all-files",
        "format",
        (("harp/strings.py", None),),
    ),
    Case(
        "pre-commit",
        "a hook whose environment cannot be installed",
        {
            ".pre-commit-config.yaml": 'repos:\n  - repo: local\n    hooks:\n      - id: docs\n        name: docs\n        language: python\n        entry: python -c "print(\'docs\')"\n        additional_dependencies: ["mdformat-nowhere==3.2.1"]\n        pass_filenames: false\n',
            "README.md": "# Quarry\n",
        },
        "export PRE_COMMIT_HOME=$PWD/.cache/pre-commit; git init -q . && git add -A && pre-commit run -a",
        "dependency",
    ),
    Case(
        "sphinx",
        "by its makefile, warnings are errors",
        {
            "docs/Makefile": "SPHINXOPTS  ?= -W --keep-going -n\nSPHINXBUILD ?= sphinx-build\n\nhtml:\n\t@$(SPHINXBUILD) -M html . _build $(SPHINXOPTS)\n",
            "docs/conf.py": 'project = "Loom"\nextensions = ["sphinx.ext.autosectionlabel", "sphinx.ext.intersphinx"]\nexclude_patterns = ["_build"]\n',
            "docs/index.rst": "Loom\n====\n\n.. toctree::\n\n   usage\n   usage\n",
            "docs/usage.rst": "Usage\n=====\n\nInstall\n-------\n\n.. code-block:: pyhton\n\n   import loom\n\nSee :doc:`changelog` and :ref:`weaving`.\n\nInstall\n-------\n\n* one\n  * two\n",
        },
        "cd docs && make html",
        "build",
        (
            ("docs/index.rst", 4),
            ("docs/usage.rst", 14),
            ("docs/usage.rst", 11),
            ("docs/usage.rst", 7),
        ),
    ),
    Case(
        "sphinx",
        "a module that its documentation cannot import, on many processors",
        {
            "docs/conf.py": 'import os\nimport sys\n\nsys.path.insert(0, os.path.abspath("../src"))\nproject = "Glacier"\nextensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon"]\nautodoc_typehints = "description"\n',
            "docs/index.rst": "Glacier\n=======\n\n.. automodule:: glacier.flow\n   :members:\n",
            "src/glacier/__init__.py": "",
            "src/glacier/flow.py": '"""How ice flows."""\n\nfrom glacier.rheology import GLEN\n\n\ndef speed(stress: float) -> float:\n    """The speed of ice."""\n    return GLEN * stress**3\n',
        },
        "python -m sphinx -T -W --keep-going -j auto -b html docs docs/_build/html",
        "build",
        (("src/glacier/flow.py", 3),),
    ),
)
VERSIONS: dict[str, str] = {}
