"""Python's linters and formatters, as teams call them."""

from tests.diagnosis_cases.case import Case

_A = "import os\nimport sys\n\n\ndef f(x):\n    y = 1\n    return x == None\n"
_B = "def g():\n    try:\n        return undefined_name\n    except:\n        pass\n"
_BAD = {"src/shop/a.py": _A, "src/shop/deep/b.py": _B}
_A7 = (("src/shop/a.py", 1), ("src/shop/a.py", 2), ("src/shop/a.py", 6), ("src/shop/a.py", 7))
_LONG = {
    "src/shop/a.py": "x = {  'a':1 }\n",
    "src/shop/deep/b.py": "def  f( ):\n  return 1\n",
    "src/shop/c.py": "y = 1\n",
}
CASES = (
    *(
        Case(
            "ruff",
            f"as teams call it: {options}",
            _BAD,
            f"ruff check --no-cache {options} src",
            "lint",
            places,
        )
        for options, places in (
            (
                "--output-format=github --select F,E",
                (*_A7, ("src/shop/deep/b.py", 3), ("src/shop/deep/b.py", 4)),
            ),
            (
                "--output-format=concise --select F,E",
                (*_A7, ("src/shop/deep/b.py", 3), ("src/shop/deep/b.py", 4)),
            ),
            (
                "--output-format=grouped --select F,E",
                (*_A7, ("src/shop/deep/b.py", 3), ("src/shop/deep/b.py", 4)),
            ),
            (
                "--output-format=pylint --select F,E",
                (*_A7, ("src/shop/deep/b.py", 3), ("src/shop/deep/b.py", 4)),
            ),
            (
                "--output-format=azure --select F,E",
                (*_A7, ("src/shop/deep/b.py", 3), ("src/shop/deep/b.py", 4)),
            ),
            ("--output-format=gitlab --select F401", (("src/shop/a.py", 1), ("src/shop/a.py", 2))),
            ("--output-format=json --select F401", (("src/shop/a.py", 1), ("src/shop/a.py", 2))),
            ("--output-format=json-lines --select F401", (("src/shop/a.py", 1), ("src/shop/a.py", 2))),
            ("--output-format=junit --select F401", (("src/shop/a.py", 1), ("src/shop/a.py", 2))),
            ("--output-format=sarif --select F401", (("src/shop/a.py", 1), ("src/shop/a.py", 2))),
            ("--output-format=rdjson --select F401", (("src/shop/a.py", 1), ("src/shop/a.py", 2))),
            ("--fix --exit-non-zero-on-fix --select F401", ()),
            ("--select E501 --line-length 10 --statistics", ()),
        )
    ),
    Case(
        "ruff",
        "a rule that is none",
        {**_BAD, "pyproject.toml": '[tool.ruff.lint]\nselect = ["F", "NOPE"]\n'},
        "ruff check --no-cache src",
        "configuration",
        (("pyproject.toml", None),),
    ),
    Case(
        "ruff",
        "a rule that is none, asked for",
        _BAD,
        "ruff check --no-cache --select NOPE1 src",
        "configuration",
    ),
    Case(
        "ruff",
        "format: two files and one that does not parse",
        {**_LONG, "src/shop/d.py": "def f(:\n"},
        "ruff format --no-cache --check src",
        "format",
        (("src/shop/a.py", None), ("src/shop/deep/b.py", None), ("src/shop/d.py", 1)),
    ),
    Case(
        "ruff",
        "format: differences",
        _LONG,
        "ruff format --no-cache --diff src",
        "format",
        (("src/shop/a.py", None), ("src/shop/deep/b.py", None)),
    ),
    *(
        Case("flake8", f"as teams call it: {options}", _BAD, f"flake8 {options} src", "lint", places)
        for options, places in (
            ("--count --select=E9,F63,F7,F82 --show-source --statistics", (("src/shop/deep/b.py", 3),)),
            (
                "--count --max-line-length=127 --statistics",
                (*_A7, ("src/shop/deep/b.py", 3), ("src/shop/deep/b.py", 4)),
            ),
            (
                "--format='%(path)s:%(row)d:%(col)d: [%(code)s] %(text)s' --select F401",
                (("src/shop/a.py", 1), ("src/shop/a.py", 2)),
            ),
            (
                "--format='::error file=%(path)s,line=%(row)d,col=%(col)d::%(code)s: %(text)s' --select F",
                (*_A7[:3], ("src/shop/deep/b.py", 3)),
            ),
            ("-q", (("src/shop/a.py", None), ("src/shop/deep/b.py", None))),
        )
    ),
    Case(
        "flake8",
        "a plugin that is not there",
        {**_BAD, ".flake8": "[flake8]\nrequire-plugins = flake8-nowhere\n"},
        "flake8 src",
        "configuration",
    ),
    Case("flake8", "an unknown option", _BAD, "flake8 --nowhere src", "configuration"),
    *(
        Case(
            "pylint",
            f"as teams call it: {options}",
            _BAD,
            f"pylint --disable=C,R {options} src/shop/a.py src/shop/deep/b.py",
            "lint",
            places,
        )
        for options, places in (
            ("--errors-only", (("src/shop/deep/b.py", 3),)),
            (
                "--fail-under=9.5 --output-format=colorized",
                (*_A7[:3], ("src/shop/deep/b.py", 3), ("src/shop/deep/b.py", 4)),
            ),
            ("-f parseable -r n", (*_A7[:3], ("src/shop/deep/b.py", 3), ("src/shop/deep/b.py", 4))),
            ("-f json --errors-only", (("src/shop/deep/b.py", 3),)),
            ("-f json2 --errors-only", (("src/shop/deep/b.py", 3),)),
            ("-f github", (*_A7[:3], ("src/shop/deep/b.py", 3), ("src/shop/deep/b.py", 4))),
            (
                "--msg-template='{path}:{line}: {msg_id}: {msg} ({symbol})'",
                (*_A7[:3], ("src/shop/deep/b.py", 3), ("src/shop/deep/b.py", 4)),
            ),
        )
    ),
    Case(
        "black",
        "as CI calls it, quietly with a difference",
        _LONG,
        "black --check --diff --quiet src",
        "format",
        (("src/shop/a.py", None), ("src/shop/deep/b.py", None)),
    ),
    Case(
        "black",
        "one that it cannot read, coloured",
        {**_LONG, "src/shop/d.py": "def f(:\n"},
        "black --check --color src",
        "format",
        (("src/shop/a.py", None), ("src/shop/deep/b.py", None), ("src/shop/d.py", 1)),
    ),
    Case(
        "black",
        "settings that are none",
        {**_LONG, "pyproject.toml": "[tool.black]\nline-length = 'long'\n"},
        "black --check src",
        "configuration",
    ),
    Case(
        "isort",
        "with a difference, by the profile",
        {"src/a.py": "import sys\nimport os\n", "src/deep/b.py": "from x import b, a\nimport os\n"},
        "isort --check-only --diff --profile black src",
        "format",
        (("src/a.py", None), ("src/deep/b.py", None)),
    ),
    Case(
        "isort",
        "quietly, through pre-commit's words",
        {"src/a.py": "import sys\nimport os\n"},
        "isort -c -q src",
        "format",
        (("src/a.py", None),),
    ),
)

VERSIONS: dict[str, str] = {}
