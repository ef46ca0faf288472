"""Blind cases of a sixth round: Python's linters and formatters, in other formats and folders."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "ruff",
        "asynchronous code, docstrings and arguments, as GitHub wants it",
        {
            "ruff.toml": 'lint.select = ["ASYNC", "B", "D103", "ARG", "SIM", "PT"]\n',
            "worker/jobs/send.py": "import time\n\n\nasync def send(mail, retries):\n    time.sleep(1)\n    try:\n        mail.send()\n    except OSError:\n        pass\n",
            "worker/jobs/load.py": '"""Load."""\n\n\ndef load(rows=[]):\n    """Load rows."""\n    return rows\n',
        },
        "ruff check --no-cache --output-format=github worker",
        "lint",
        (
            ("worker/jobs/send.py", 4),
            ("worker/jobs/send.py", 5),
            ("worker/jobs/send.py", 6),
            ("worker/jobs/load.py", 4),
        ),
    ),
    Case(
        "ruff",
        "a notebook and a module, shortly, before the tests",
        {
            "check.sh": "set -e\necho '+ ruff'\nruff check --no-cache --output-format=concise .\necho '+ tests'\npython -m unittest\n",
            "analysis/Überblick.ipynb": '{"cells": [{"cell_type": "code", "execution_count": null, "id": "a1", "metadata": {}, "outputs": [], "source": ["import os\\n", "x = 1\\n", "print(y)\\n"]}], "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}\n',
            "analysis/größen.py": 'def größe(x):\n    if x == None:\n        return f"leer"\n    return lambda: x\n',
        },
        "bash check.sh",
        "lint",
        (("analysis/größen.py", 3), ("analysis/Überblick.ipynb", None)),
    ),
    Case(
        "ruff",
        "two commands of a makefile, the formatter is not content",
        {
            "Makefile": "lint:\n\truff check --no-cache src\n\truff format --no-cache --diff src\n",
            "src/app/main.py": "def main(args):\n    if args: return 1\n    return {'a':1}\n",
            "pyproject.toml": '[tool.ruff]\nlint.select = ["F"]\n',
        },
        "make lint",
        "format",
        (("src/app/main.py", None),),
    ),
    Case(
        "flake8",
        "complexity, old comparisons, per folder",
        {
            ".flake8": "[flake8]\nmax-complexity = 2\nmax-line-length = 70\nexclude = build\nformat = %(path)s:%(row)d:%(col)d: %(code)s %(text)s\n",
            "billing/rates.py": "def rate(kind, country):\n    if kind == 'a':\n        return 1\n    elif kind == 'b' and country != None:\n        return 2\n    elif not kind in ('c',):\n        return 3\n    except_ = lambda: 4\n    return except_\n",
            "billing/deep/x.py": "def f():\n    try:\n        return missing\n    except:\n        print('%s %s' % (1,))\n",
            "build/lib.py": "import os\n",
        },
        "flake8 .",
        "lint",
        (
            ("billing/rates.py", 1),
            ("billing/rates.py", 4),
            ("billing/rates.py", 6),
            ("billing/rates.py", 8),
            ("billing/deep/x.py", 1),
            ("billing/deep/x.py", 3),
            ("billing/deep/x.py", 4),
            ("billing/deep/x.py", 5),
        ),
    ),
    Case(
        "flake8",
        "quiet: names of files alone",
        {"jobs/a.py": "import os\n", "jobs/b.py": "x = 1\n", "jobs/deep/c.py": "y = 1 \n"},
        "flake8 -q jobs",
        "lint",
        (("jobs/a.py", None), ("jobs/deep/c.py", None)),
    ),
    Case(
        "pylint",
        "two modules, what is refactored and repeated",
        {
            "parser/__init__.py": "",
            "parser/lexer.py": '"""Lexer."""\n\n\nclass Lexer:\n    """Lex."""\n\n    def __init__(self, text):\n        self.text = text\n\n    def peek(self):\n        """Peek."""\n        if self.text:\n            return self.text[0]\n        else:\n            return None\n',
            "parser/rules.py": '"""Rules."""\nfrom parser.lexer import Lexer, Token\n\n\ndef parse(text, rules={}):\n    """Parse."""\n    lexer = Lexer()\n    for i in range(len(rules)):\n        print(rules[i], f"nothing")\n    return lexer.pek()\n',
        },
        "pylint --disable=too-few-public-methods parser",
        "lint",
        (
            ("parser/lexer.py", 12),
            ("parser/rules.py", 2),
            ("parser/rules.py", 5),
            ("parser/rules.py", 7),
            ("parser/rules.py", 8),
            ("parser/rules.py", 9),
            ("parser/rules.py", 10),
        ),
    ),
    Case(
        "pylint",
        "as Visual Studio's format, fails under a score",
        {
            "tools/rename.py": '"""Rename."""\nimport os, sys\n\nTODO = 1  # TODO: remove\n\n\ndef rename(path, to):\n    """Rename."""\n    global TODO\n    eval(path)\n    os.rename(path, to, 3)\n',
        },
        "pylint --fail-under=9.5 --output-format=msvs tools",
        "lint",
        (("tools/rename.py", 2), ("tools/rename.py", 4), ("tools/rename.py", 9), ("tools/rename.py", 10)),
    ),
    Case(
        "black",
        "files of several folders, one beyond ASCII, verbosely",
        {
            "pyproject.toml": '[tool.black]\nline-length = 60\ntarget-version = ["py311"]\n',
            "src/häfen/karte.py": "karte = {  'a' : 1 }\n",
            "src/häfen/ok.py": "x = 1\n",
            "tests/test_karte.py": "def test_karte(a, b, c, d, e, f, g, h, i, j, k, l, m, n): pass\n",
        },
        "black --check --verbose src tests",
        "format",
        (("src/häfen/karte.py", None), ("tests/test_karte.py", None)),
    ),
    Case(
        "black",
        "a file that cannot be parsed among others, by npm",
        {
            "package.json": '{"name": "mixed", "private": true, "scripts": {"lint:py": "black --check backend"}}\n',
            "backend/a.py": "print 'hello'\n",
            "backend/b.py": "x  = 1\n",
        },
        "npm run lint:py",
        "format",
        (("backend/a.py", 1), ("backend/b.py", None)),
    ),
    Case(
        "isort",
        "a package's own sections, a skipped one",
        {
            ".isort.cfg": "[settings]\nknown_first_party = harbor\nforce_single_line = true\n",
            "harbor/ships.py": "from os import path, sep\nimport harbor.docks\nimport attr\n",
            "harbor/docks.py": "import os\n",
            "harbor/cranes.py": "# isort: skip_file\nimport sys\nimport os\n",
        },
        "isort --check harbor",
        "format",
        (("harbor/ships.py", None),),
    ),
    Case(
        "isort",
        "quietly, with what differs, in two folders",
        {
            "a/x.py": "import sys\nimport os\n\nprint(os, sys)\n",
            "b/deep/y.py": "from zlib import crc32\nfrom abc import ABC\n\nprint(ABC, crc32)\n",
        },
        "isort -c --diff -q a b",
        "format",
        (("a/x.py", None), ("b/deep/y.py", None)),
    ),
)
VERSIONS: dict[str, str] = {}
