"""Blind cases of a sixth round: Python's type checkers, and what looks for mistakes in any text."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "mypy",
        "generics and typed dictionaries, its own report of notes",
        {
            "mypy.ini": "[mypy]\nstrict = true\ncache_dir = /dev/null\npretty = true\n",
            "catalog/__init__.py": "",
            "catalog/models.py": "from typing import Generic, TypedDict, TypeVar\n\nT = TypeVar('T', bound='Item')\n\n\nclass Item:\n    name: str\n\n\nclass Row(TypedDict):\n    name: str\n    price: int\n\n\nclass Page(Generic[T]):\n    items: list[T]\n\n    def first(self) -> T:\n        return self.items.get(0)\n",
            "catalog/load.py": 'from catalog.models import Item, Page, Row\n\nrow: Row = {"name": "a", "prize": 3}\npage: Page[int] = Page()\n\n\ndef names(items: list[Item]) -> list[str]:\n    return [item.title for item in items]\n\n\nasync def load() -> Page[Item]:\n    page = load()\n    return page\n',
        },
        "mypy catalog",
        "types",
        (
            ("catalog/models.py", 19),
            ("catalog/load.py", 3),
            ("catalog/load.py", 4),
            ("catalog/load.py", 8),
            ("catalog/load.py", 13),
        ),
    ),
    Case(
        "mypy",
        "ignored in vain, not reachable, stubs missing",
        {
            "setup.cfg": "[mypy]\nwarn_unused_ignores = True\nwarn_unreachable = True\ndisallow_untyped_calls = True\ndisallow_any_generics = True\ncache_dir = /dev/null\n",
            "src/jobs/run.py": "import requests\nimport yaml\n\n\ndef old(x):\n    return x\n\n\ndef run(n: int, names: list) -> None:\n    total: int = n  # type: ignore\n    if isinstance(n, str):\n        print(total)\n    old(names)\n",
        },
        "mypy --show-column-numbers --no-error-summary src",
        "types",
        (
            ("src/jobs/run.py", 2),
            ("src/jobs/run.py", 9),
            ("src/jobs/run.py", 10),
            ("src/jobs/run.py", 11),
            ("src/jobs/run.py", 12),
            ("src/jobs/run.py", 13),
        ),
    ),
    Case(
        "mypy",
        "a settings file that is wrong",
        {
            "mypy.ini": "[mypy]\npython_version = 2.7\nstrict = maybe\nplugins = nowhere.plugin\n",
            "a.py": "x: int = 1\n",
        },
        "mypy a.py",
        "configuration",
        (("mypy.ini", None),),
    ),
    Case(
        "pyright",
        "unions, awaits and attributes in two packages, strictly",
        {
            "pyrightconfig.json": '{"include": ["services"], "typeCheckingMode": "strict", "reportMissingModuleSource": false}\n',
            "services/mail/send.py": "import asyncio\nfrom dataclasses import dataclass\n\n\n@dataclass(frozen=True)\nclass Mail:\n    to: str | list[str]\n\n\nasync def send(mail: Mail) -> bool:\n    await asyncio.sleep(0)\n    return mail.to.upper() == ''\n\n\ndef main(mail):\n    if send(mail):\n        mail.to = 'b'\n",
            "services/web/app.py": "from typing import Protocol\n\n\nclass Handler(Protocol):\n    def handle(self, path: str) -> int: ...\n\n\nclass Home:\n    def handle(self, path: int) -> int:\n        return path\n\n\nhandler: Handler = Home()\nunused: Handler = handler.missing()\n",
        },
        "pyright",
        "types",
        (
            ("services/mail/send.py", 12),
            ("services/mail/send.py", 15),
            ("services/mail/send.py", 16),
            ("services/web/app.py", 13),
            ("services/web/app.py", 14),
        ),
    ),
    Case(
        "pyright",
        "a file that does not parse, as errors alone",
        {
            "lib/a.py": 'def f(x: int -> int:\n    return x\n\n\nprint(f("a")\n',
            "lib/b.py": "import lib.nowhere\n\nvalue: int = None\n",
        },
        "pyright --level error lib",
        "types",
        (("lib/a.py", 1), ("lib/a.py", 5), ("lib/a.py", 6), ("lib/b.py", 1), ("lib/b.py", 3)),
    ),
    Case(
        "bandit",
        "medium and above, on a line each",
        {
            "app/db.py": 'import hashlib\nimport sqlite3\nimport subprocess\n\n\ndef find(name):\n    db = sqlite3.connect("a.db")\n    return db.execute("select * from users where name = \'%s\'" % name)\n\n\ndef digest(data):\n    return hashlib.md5(data).hexdigest()\n\n\ndef run(cmd):\n    subprocess.call(cmd, shell=True)\n',
            "app/web.py": 'import yaml\n\n\ndef serve(app):\n    yaml.load(open("a"))\n    app.run(host="0.0.0.0")\n',
        },
        "bandit -q -r -ll -f custom --msg-template '{abspath}:{line}: {test_id}[{severity}]: {msg}' app",
        "lint",
        (("app/db.py", 8), ("app/db.py", 12), ("app/db.py", 16), ("app/web.py", 5), ("app/web.py", 6)),
    ),
    Case(
        "bandit",
        "by a script of several tools",
        {
            "scripts/security.sh": "#!/bin/sh\nset -eu\necho 'Running bandit...'\nbandit -r src -x src/tests\necho done\n",
            "src/net.py": "import requests\nimport tempfile\n\n\ndef get(url):\n    assert url\n    path = tempfile.mktemp()\n    return requests.get(url, verify=False), path\n",
            "src/tests/test_net.py": "assert True\n",
        },
        "sh scripts/security.sh",
        "lint",
        (("src/net.py", 6), ("src/net.py", 7), ("src/net.py", 8)),
    ),
    Case(
        "codespell",
        "with counts, in documents and code beyond ASCII",
        {
            ".codespellrc": "[codespell]\nskip = *.lock\nignore-words-list = nd\n",
            "docs/über.md": "# About\n\nWe recieve and seperate mails.\nIt occured nd went.\n",
            "src/mail.c": "/* the adress of the reciever */\nint x;\n",
            "a.lock": "teh\n",
        },
        "codespell --count docs src",
        "lint",
        (("docs/über.md", 3), ("docs/über.md", 4), ("src/mail.c", 1)),
    ),
    Case(
        "codespell",
        "words of names, in context",
        {"lib/util.py": "def calulate(lenght):\n    # make shure\n    return lenght\n"},
        "codespell -C 1 lib",
        "lint",
        (("lib/util.py", 1), ("lib/util.py", 2), ("lib/util.py", 3)),
    ),
    Case(
        "yamllint",
        "workflows and charts, strictly, coloured",
        {
            ".yamllint": "extends: default\nrules:\n  line-length: {max: 60}\n  document-start: disable\n",
            ".github/workflows/ci.yml": "on: push\njobs:\n  build:\n    runs-on:  ubuntu-latest\n    steps:\n    - run: echo this line is far too long for the rule that is set\n",
            "charts/values.yaml": "replicas: 2\nimage:\n   name: app\n   tag: yes\nreplicas: 3\n",
        },
        "yamllint --strict -f colored .github charts",
        "lint",
        (
            (".github/workflows/ci.yml", 1),
            (".github/workflows/ci.yml", 4),
            (".github/workflows/ci.yml", 6),
            ("charts/values.yaml", 4),
            ("charts/values.yaml", 5),
        ),
    ),
    Case(
        "yamllint",
        "a file that does not parse, automatically chosen format",
        {
            "deploy/a.yaml": "---\nservices:\n  web:\n    ports: [80, 443\n    image: app\n",
            "deploy/b.yaml": "---\nname: b \n",
        },
        "yamllint deploy",
        "lint",
        (("deploy/a.yaml", 5), ("deploy/b.yaml", 2)),
    ),
)
VERSIONS: dict[str, str] = {}
