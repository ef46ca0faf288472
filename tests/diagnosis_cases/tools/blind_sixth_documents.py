"""Blind cases of a sixth round: hooks, documents, data, packages and coverage of Python's side."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "pre-commit",
        "a formatter, a linter and a compiler, with differences",
        {
            ".pre-commit-config.yaml": "repos:\n- repo: local\n  hooks:\n  - id: fmt\n    name: ruff format\n    entry: ruff format --no-cache --force-exclude\n    language: system\n    types: [python]\n  - id: types\n    name: mypy\n    entry: mypy --cache-dir=/dev/null\n    language: system\n    types: [python]\n  - id: shell\n    name: shellcheck\n    entry: shellcheck -f gcc\n    language: system\n    types: [shell]\n",
            "etl/rows.py": "rows = [ 1,2 ]\n",
            "etl/run.py": "def run(n: int) -> str:\n    return n\n",
            "bin/etl.sh": '#!/bin/sh\necho "start"\n',
        },
        "git init -q . && git add -A && pre-commit run --all-files --show-diff-on-failure --color=never",
        "types",
        (("etl/rows.py", None), ("etl/run.py", 2)),
    ),
    Case(
        "sphinx",
        "a class without its module, references and a table, in folders",
        {
            "docs/Makefile": "html:\n\tsphinx-build -W --keep-going -q -b html . _build\n",
            "docs/conf.py": 'project = "x"\nextensions = ["sphinx.ext.autodoc"]\nnitpicky = True\n',
            "docs/index.rst": "Title\n=====\n\n.. toctree::\n\n   guide/start\n   guide/nowhere\n",
            "docs/guide/start.rst": "Start\n=====\n\n.. automodule:: nowhere.core\n\nSee :ref:`setup` and :py:func:`core.run`.\n\n.. code-block:: nosuchlang\n\n   x\n\n.. figure:: missing.png\n",
        },
        "make -C docs html",
        "build",
        (
            ("docs/index.rst", 4),
            ("docs/guide/start.rst", 6),
            ("docs/guide/start.rst", 8),
            ("docs/guide/start.rst", 12),
        ),
    ),
    Case(
        "mkdocs",
        "a page, a picture and an anchor that are none",
        {
            "mkdocs.yml": "site_name: x\nnav:\n  - index.md\n  - guide/install.md\n  - guide/gone.md\nvalidation:\n  anchors: warn\n",
            "docs/index.md": "# Hi\n\n[a](guide/install.md#nowhere) ![b](img/none.png)\n",
            "docs/guide/install.md": "# Install\n\n[up](../start.md)\n",
        },
        "mkdocs build --strict",
        "build",
        (("index.md", None), ("guide/install.md", None)),
    ),
    Case(
        "sqlfluff",
        "models of a warehouse, as GitHub's lines, Postgres",
        {
            ".sqlfluff": "[sqlfluff]\ndialect = postgres\nrules = CP01, LT01, AL05, RF02\n",
            "models/staging/orders.sql": "SELECT o.id, total\nfrom orders AS o\njoin customers c ON o.id=c.id\n",
            "models/marts/daily.sql": "SELECT  day FROM orders\n",
        },
        "sqlfluff lint --format github-annotation-native models",
        "lint",
        (
            ("models/staging/orders.sql", 1),
            ("models/staging/orders.sql", 2),
            ("models/staging/orders.sql", 3),
            ("models/marts/daily.sql", 1),
        ),
    ),
    Case(
        "ansible-lint",
        "a role's tasks",
        {
            "playbooks/site.yml": "---\n- name: Site\n  hosts: all\n  roles:\n    - web\n",
            "roles/web/tasks/main.yml": "---\n- name: install nginx\n  apt:\n    name: nginx\n    state: latest\n- shell: echo hi\n- name: Copy\n  ansible.builtin.copy:\n    src: a\n    dest: /b\n",
        },
        "ansible-lint --offline -p --nocolor roles",
        "lint",
        (
            ("roles/web/tasks/main.yml", 2),
            ("roles/web/tasks/main.yml", 3),
            ("roles/web/tasks/main.yml", 6),
            ("roles/web/tasks/main.yml", 7),
        ),
    ),
    Case(
        "cfn-lint",
        "references that are none, two templates",
        {
            "infra/queue.yaml": "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: abc\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: !Ref Nowhere\n",
            "infra/role.yaml": "Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      Path: /\n",
        },
        "cfn-lint -f parseable infra/*.yaml",
        "lint",
        (("infra/queue.yaml", 5), ("infra/queue.yaml", 9), ("infra/role.yaml", 4)),
    ),
    Case(
        "pip",
        "a constraint that a package of the repository does not keep",
        {
            "libs/core/setup.cfg": "[metadata]\nname = core\nversion = 1.4\n",
            "libs/core/setup.py": "from setuptools import setup\n\nsetup()\n",
            "constraints.txt": "core==2.0\n",
            "requirements/base.txt": "./libs/core\n",
            "requirements/ci.txt": "-c ../constraints.txt\n-r base.txt\n",
        },
        "pip install --disable-pip-version-check --no-build-isolation --no-index -r requirements/ci.txt --target t",
        "dependency",
    ),
    Case(
        "uv",
        "a workspace's member that asks for what is not there",
        {
            "pyproject.toml": '[project]\nname = "mono"\nversion = "0.1.0"\nrequires-python = ">=3.11"\ndependencies = ["core"]\n\n[tool.uv.workspace]\nmembers = ["packages/*"]\n\n[tool.uv.sources]\ncore = { workspace = true }\n',
            "packages/core/pyproject.toml": '[project]\nname = "core"\nversion = "0.1.0"\nrequires-python = ">=3.11"\ndependencies = ["zzz-not-a-package>=9"]\n',
        },
        "uv lock --offline --no-cache",
        "dependency",
    ),
    Case(
        "coverage",
        "of unittest, two modules under the limit",
        {
            ".coveragerc": "[run]\nbranch = True\nsource = metering\n[report]\nfail_under = 90\nshow_missing = True\nskip_covered = True\n",
            "metering/__init__.py": "",
            "metering/meter.py": "def read(n):\n    if n > 3:\n        return 'high'\n    return 'low'\n",
            "metering/store.py": "def save():\n    return 1\n\n\ndef load():\n    return 2\n",
            "test_meter.py": "import unittest\n\nfrom metering import meter, store\n\n\nclass T(unittest.TestCase):\n    def test_low(self):\n        self.assertEqual('low', meter.read(1))\n        self.assertEqual(1, store.save())\n",
        },
        "coverage run -m unittest -q && coverage report",
        "test",
        (("metering/meter.py", 3), ("metering/store.py", 6)),
    ),
)
VERSIONS: dict[str, str] = {}
