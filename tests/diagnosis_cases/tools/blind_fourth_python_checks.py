"""Blind cases of a fourth round: checkers and packages of Python's with other reporters and projects."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "ruff",
        "as Pylint prints",
        {
            "weather/io/feed.py": "import json, os\n\n\ndef read(path, cache={}):\n    try:\n        return json.load(open(path))\n    except:\n        print(f'no')\n",
            "weather/cli.py": "def main():\n    if x == None:\n        return\n",
        },
        "ruff check --no-cache --select E,F,B --output-format=pylint weather",
        "lint",
        (
            ("weather/cli.py", 2),
            ("weather/io/feed.py", 1),
            ("weather/io/feed.py", 4),
            ("weather/io/feed.py", 7),
            ("weather/io/feed.py", 8),
        ),
    ),
    Case(
        "ruff",
        "documentation, names and complexity in full",
        {
            "packages/core/src/core/model.py": '"""Model."""\n\n\nclass reading:\n    """A reading."""\n\n    def Value(self, a, b):\n        """Value."""\n        assert a\n        return eval(b)\n',
        },
        "ruff check --no-cache --select N,S packages",
        "lint",
        (
            ("packages/core/src/core/model.py", 4),
            ("packages/core/src/core/model.py", 7),
            ("packages/core/src/core/model.py", 9),
            ("packages/core/src/core/model.py", 10),
        ),
    ),
    Case(
        "flake8",
        "with the source and a count",
        {
            "weather/store.py": "from os import *\n\ndef save( value):\n    l = lambda: value\n    return l ()\n",
            "weather/sub/deep.py": "x = 1;y = 2\nif not x is y: print(x)\n",
        },
        "flake8 --show-source --count --statistics weather",
        "lint",
        (
            ("weather/store.py", 1),
            ("weather/store.py", 3),
            ("weather/store.py", 4),
            ("weather/store.py", 5),
            ("weather/sub/deep.py", 1),
            ("weather/sub/deep.py", 2),
        ),
    ),
    Case(
        "pylint",
        "parseable, in packages",
        {
            "weather/__init__.py": '"""Weather."""\n',
            "weather/mast.py": '"""Masts."""\n\n\nclass Mast:\n    """A mast."""\n\n    def height(self):\n        """Its height."""\n        return self.hight\n\n    def up(slf):\n        """Up."""\n        return nowhere\n',
        },
        "pylint --errors-only --output-format=parseable weather",
        "lint",
        (("weather/mast.py", 9), ("weather/mast.py", 11), ("weather/mast.py", 13)),
    ),
    Case(
        "pylint",
        "coloured, with its score",
        {
            "tools/convert.py": '"""Convert."""\nimport sys\n\n\ndef run(a, b, c, d, e, f):\n    """Run."""\n    if a == 1:\n        return 1\n    else:\n        return b.foo\n',
        },
        "pylint --output-format=colorized --disable=unused-argument tools/convert.py",
        "lint",
        (("tools/convert.py", 2), ("tools/convert.py", 5), ("tools/convert.py", 7)),
    ),
    Case(
        "black",
        "a difference and nothing else",
        {
            "weather/a.py": "def f( a ):\n  return  a\n",
            "weather/fine.py": "X = 1\n",
            "weather/deep/b.py": "x = {  'a':1 }\n",
        },
        "black --check --diff --quiet weather",
        "format",
        (("weather/a.py", None), ("weather/deep/b.py", None)),
    ),
    Case(
        "isort",
        "two of three, with a difference",
        {
            "weather/a.py": "import sys\nimport os\n\nprint(os, sys)\n",
            "weather/b.py": "import os\n\nprint(os)\n",
            "services/x/c.py": "from b import c\nfrom a import d\n",
        },
        "isort --profile black --check-only --diff .",
        "format",
        (("weather/a.py", None), ("services/x/c.py", None)),
    ),
    Case(
        "mypy",
        "pretty, with columns and context",
        {
            "weather/__init__.py": "",
            "weather/feed/__init__.py": "",
            "weather/feed/source.py": """\
from typing import Protocol


class Source(Protocol):
    def read(self, n: int) -> bytes: ...


class Fake:
    def read(self, n: str) -> bytes:
        return b""


def first(source: Source | None) -> str:
    return source.read(1)


first(Fake())
""",
        },
        "mypy --strict --pretty --show-column-numbers --show-error-context --show-error-end --cache-dir=/dev/null -p weather",
        "types",
        (("weather/feed/source.py", 14), ("weather/feed/source.py", 17)),
    ),
    Case(
        "mypy",
        "one module twice",
        {
            "services/a/util.py": "A: int = 1\n",
            "services/b/util.py": "B: int = 1\n",
        },
        "mypy --cache-dir=/dev/null services/a/util.py services/b/util.py",
        "types",
        (("services/b/util.py", None),),
    ),
    Case(
        "pyright",
        "messages of several lines, warnings",
        {
            "pyrightconfig.json": '{"include": ["weather"], "reportUnusedImport": "warning", "typeCheckingMode": "strict"}\n',
            "weather/a.py": """\
import os
from typing import TypedDict


class Reading(TypedDict):
    mm: float


def total(readings: list[Reading]) -> int:
    return sum(r["mm"] for r in readings)


total([{"m": 1}])
""",
        },
        "pyright",
        "types",
        (("weather/a.py", 10), ("weather/a.py", 13)),
    ),
    Case(
        "pip",
        "hashes that are missing",
        {"requirements/ci.txt": "--require-hashes\nrequests==2.31.0\n"},
        "pip install --disable-pip-version-check -r requirements/ci.txt --target t",
        "dependency",
    ),
    Case(
        "pip",
        "another Python",
        {
            "services/api/pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n\n[project]\nname = "api"\nversion = "1.0"\nrequires-python = ">=3.99"\n',
            "services/api/backend.py": 'from pathlib import Path\n\n\ndef prepare_metadata_for_build_wheel(folder, settings=None):\n    info = Path(folder) / "api-1.0.dist-info"\n    info.mkdir()\n    (info / "METADATA").write_text("Metadata-Version: 2.1\\nName: api\\nVersion: 1.0\\nRequires-Python: >=3.99\\n")\n    return info.name\n',
        },
        "pip install --disable-pip-version-check --no-deps ./services/api --target t",
        "dependency",
    ),
    Case(
        "uv",
        "a lock file that is old",
        {"pyproject.toml": '[project]\nname = "weather"\nversion = "0.1.0"\nrequires-python = ">=3.11"\n'},
        "uv lock --offline -q && sed -i 's/0.1.0/0.2.0/' pyproject.toml && uv sync --locked --offline",
        "dependency",
    ),
    Case(
        "uv",
        "a project file that does not parse",
        {"pyproject.toml": '[project]\nname = "weather"\nversion = = "0.1.0"\n'},
        "uv lock --offline",
        "configuration",
        (("pyproject.toml", 3),),
    ),
    Case(
        "poetry",
        "a project without a version",
        {
            "pyproject.toml": '[tool.poetry]\nname = "weather"\n\n[tool.poetry.dependencies]\npython = "^3.11"\n'
        },
        "poetry check",
        "configuration",
    ),
    Case(
        "pre-commit",
        "hooks that mend",
        {
            ".pre-commit-config.yaml": "repos:\n  - repo: local\n    hooks:\n      - id: ends\n        name: ends of files\n        entry: end-of-file-fixer\n        language: system\n        types: [text]\n      - id: spaces\n        name: trailing whitespace\n        entry: trailing-whitespace-fixer\n        language: system\n        types: [text]\n",
            "weather/a.py": "X = 1   \nY = 2\n",
            "docs/b.md": "# B\n\n\n",
        },
        "git init -q . && git add -A && pre-commit run --all-files",
        "format",
        (("weather/a.py", None), ("docs/b.md", None)),
    ),
)
VERSIONS: dict[str, str] = {}
