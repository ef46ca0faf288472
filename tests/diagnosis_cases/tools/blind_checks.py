"""Blind cases of checkers: linters, type checkers and formatters that no family was written after."""

from textwrap import dedent as text

from tests.diagnosis_cases.case import Case

TYPED = text("""\
    def total(prices: list[int]) -> int:
        return "none"


    total(3)
    """)
STYLE = "import os\n\n\ndef f( x ):\n  return x\n"
PYTHON = (
    Case(
        "ty", "two errors", {"cart.py": TYPED}, "ty check cart.py", "types", (("cart.py", 2), ("cart.py", 5))
    ),
    Case(
        "ty",
        "concise",
        {"src/cart.py": TYPED},
        "ty check --output-format concise src",
        "types",
        (("src/cart.py", 2), ("src/cart.py", 5)),
    ),
    Case(
        "basedpyright",
        "two errors",
        {"cart.py": TYPED},
        "basedpyright --level error cart.py",
        "types",
        (("cart.py", 2), ("cart.py", 5)),
    ),
    Case(
        "pyrefly",
        "two errors",
        {"cart.py": TYPED, "pyrefly.toml": 'preset = "strict"\n'},
        "pyrefly check cart.py",
        "types",
        (("cart.py", 2), ("cart.py", 5)),
    ),
    Case(
        "pycodestyle",
        "style",
        {"src/a.py": STYLE},
        "pycodestyle src",
        "lint",
        (("src/a.py", 4), ("src/a.py", 5)),
    ),
    Case(
        "pydocstyle",
        "no docstrings",
        {"src/a.py": "def f():\n    return 1\n\n\nclass A:\n    pass\n"},
        "pydocstyle src",
        "lint",
        (("src/a.py", 1), ("src/a.py", 5)),
    ),
    Case(
        "pyflakes",
        "unused",
        {"a.py": "import os\nprint(nowhere)\n"},
        "pyflakes a.py",
        "lint",
        (("a.py", 1), ("a.py", 2)),
    ),
    Case(
        "vulture",
        "dead code",
        {"a.py": "def unused():\n    return 1\n\n\ndef other():\n    return 2\n"},
        "vulture a.py",
        "lint",
        (("a.py", 1), ("a.py", 5)),
    ),
    Case(
        "yapf", "a difference", {"a.py": "x = {  'a':1 }\n"}, "yapf --diff a.py", "format", (("a.py", None),)
    ),
    Case(
        "lint-imports",
        "a contract is broken",
        {
            "shop/__init__.py": "",
            "shop/low.py": "import shop.high\n",
            "shop/high.py": "",
            ".importlinter": "[importlinter]\nroot_package = shop\n\n[importlinter:contract:1]\nname = Layers\ntype = layers\nlayers =\n    shop.high\n    shop.low\n",
        },
        "lint-imports",
        "lint",
    ),
    Case(
        "interrogate",
        "too few docstrings",
        {"a.py": "def f():\n    return 1\n"},
        "interrogate -v --fail-under 90 a.py",
        "lint",
    ),
    Case(
        "pydoclint",
        "an argument is not told",
        {
            "a.py": 'def f(x: int, y: int) -> int:\n    """Adds.\n\n    Parameters\n    ----------\n    x : int\n        One.\n\n    Returns\n    -------\n    int\n        The sum.\n    """\n    return x + y\n'
        },
        "pydoclint a.py",
        "lint",
        (("a.py", 1),),
    ),
)
PLAYBOOK = text("""\
    - hosts: all
      tasks:
        - shell: echo a
    """)
FILES = (
    Case(
        "ansible-lint",
        "names are missing",
        {"site.yml": PLAYBOOK},
        "ansible-lint --offline -p --nocolor site.yml",
        "lint",
        (("site.yml", 1), ("site.yml", 3)),
    ),
    Case(
        "ansible",
        "no such module",
        {"site.yml": "- hosts: localhost\n  tasks:\n    - name: A\n      nowhere_at_all: {}\n"},
        "ansible-playbook --syntax-check site.yml",
        "configuration",
        (("site.yml", 3),),
    ),
    Case(
        "sqlfluff",
        "keywords and commas",
        {"q/a.sql": "SELECT a,b\nfrom t\n"},
        "sqlfluff lint --dialect ansi q",
        "lint",
        (("q/a.sql", 1), ("q/a.sql", 2)),
    ),
    Case(
        "sqlfluff",
        "it does not parse",
        {"a.sql": "SELECT a\nFROM t\nWHERE (b = 1\n"},
        "sqlfluff lint --dialect ansi --rules PRS,AL01 a.sql",
        "lint",
        (("a.sql", 3),),
    ),
    Case(
        "cfn-lint",
        "an unknown property",
        {
            "stack.yaml": "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n    Properties:\n      Colour: red\n"
        },
        "cfn-lint stack.yaml",
        "lint",
        (("stack.yaml", 5),),
    ),
    Case(
        "check-jsonschema",
        "one key is wrong",
        {
            "s.json": '{"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["m"]}\n',
            "d.json": '{"n": "one"}\n',
        },
        "check-jsonschema --schemafile s.json d.json",
        "lint",
        (("d.json", None),),
    ),
    Case(
        "pre-commit",
        "two hooks fail",
        {
            ".pre-commit-config.yaml": text("""\
                repos:
                  - repo: local
                    hooks:
                      - {id: words, name: no bad words, language: pygrep, entry: FIXME, types: [python]}
                      - {id: parse, name: it parses, language: system, entry: python -m py_compile, types: [python]}
                """),
            "a.py": "x = 1\n# FIXME\n",
            "b.py": "def f(:\n",
        },
        "git init -q . && git add -A && pre-commit run --all-files --color never",
        "lint",
        (("a.py", 2), ("b.py", 1)),
    ),
    Case(
        "gitlint",
        "a long title",
        {"a.txt": ""},
        "git init -q . && git add -A && git -c user.name=a -c user.email=a@b.c commit -qm"
        " 'WIP: a title that goes on and on until it is far longer than anybody would want to read it.' && gitlint",
        "lint",
    ),
    Case(
        "xmllint",
        "it is not well formed",
        {"a.xml": "<a>\n  <b>\n</a>\n"},
        "xmllint --noout a.xml",
        "lint",
        (("a.xml", 3), ("a.xml", 4)),
    ),
    Case(
        "tidy",
        "an unknown element",
        {
            "a.html": "<!DOCTYPE html>\n<html><head><title>a</title></head>\n<body>\n<nowhere>a</nowhere>\n</body></html>\n"
        },
        "tidy -q -e a.html",
        "lint",
    ),
)
CASES = (*PYTHON, *FILES)
VERSIONS = {
    "ty": "ty --version",
    "basedpyright": "basedpyright --version",
    "pyrefly": "pyrefly --version",
    "pycodestyle": "pycodestyle --version",
    "pydocstyle": "pydocstyle --version",
    "pyflakes": "pyflakes --version",
    "vulture": "vulture --version",
    "yapf": "yapf --version",
    "lint-imports": "python -c 'import importlib.metadata as m; print(m.version(\"import-linter\"))'",
    "interrogate": "interrogate --version",
    "pydoclint": "pydoclint --version",
    "ansible-lint": "ansible-lint --version --nocolor",
    "ansible": "ansible --version",
    "sqlfluff": "sqlfluff --version",
    "cfn-lint": "cfn-lint --version",
    "check-jsonschema": "check-jsonschema --version",
    "pre-commit": "pre-commit --version",
    "gitlint": "gitlint --version",
    "xmllint": "dpkg-query -W libxml2-utils",
    "tidy": "tidy --version",
}
