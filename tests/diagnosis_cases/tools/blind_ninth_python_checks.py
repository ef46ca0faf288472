"""Blind cases of a ninth round: Python's linters, checkers and packages.

The round's rule: of each tool that the promise names and that is there, one or two ordinary failures, called
as its own documentation calls it first, but for what it takes to run without a network.
"""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "ruff",
        "imports that nobody uses, a name that is not there, a bare except",
        {
            "src/mailer/send.py": 'import os\nimport smtplib\nfrom typing import List, Optional\n\n\ndef send(to: str, body: str, cc: Optional[str] = None) -> bool:\n    try:\n        with smtplib.SMTP(HOST) as server:\n            server.sendmail("shop@example.org", [to], body)\n    except:\n        return False\n    return True\n',
            "src/mailer/queue.py": "def drain(queue):\n    sent = 0\n    for message in queue:\n        if message.sent == True:\n            continue\n        result = message.send()\n    return sent\n",
        },
        "ruff check",
        "lint",
        (
            ("src/mailer/send.py", 1),
            ("src/mailer/send.py", 3),
            ("src/mailer/send.py", 6),
            ("src/mailer/send.py", 8),
            ("src/mailer/send.py", 10),
            ("src/mailer/queue.py", 6),
        ),
        (),
    ),
    Case(
        "flake8",
        "a module with three findings, and one that does not parse",
        {
            "gauge/read.py": "import sys\ndef read(path):\n    with open(path) as file:\n        return [float(line) for line in file]\n\n\ndef mean(values):\n    total = sum(values);\n    return total / len(values)\n",
            "gauge/plot.py": 'def plot(values):\n    for value in values\n        print("#" * int(value))\n',
        },
        "flake8 gauge/",
        "lint",
        (("gauge/read.py", 1), ("gauge/read.py", 2), ("gauge/read.py", 8), ("gauge/plot.py", 2)),
        (),
    ),
    Case(
        "pylint",
        "a package of two modules",
        {
            "kiosk/__init__.py": '"""A kiosk."""\n',
            "kiosk/papers.py": '"""Papers."""\nimport json\n\n\ndef cheapest(papers):\n    """The cheapest paper."""\n    best = None\n    for paper in papers:\n        if best is None or paper.price < best.price:\n            best = paper\n    return bset\n',
            "kiosk/till.py": '"""The till."""\n\n\nclass Till:\n    """Counts."""\n\n    def __init__(self):\n        self.cents = 0\n\n    def pay(self, cents, tip):\n        """Takes money."""\n        self.cent = cents + self.cents\n        return self.change(cents)\n',
        },
        "pylint --disable=too-few-public-methods kiosk",
        "lint",
        (
            ("kiosk/papers.py", 2),
            ("kiosk/papers.py", 11),
            ("kiosk/till.py", 10),
            ("kiosk/till.py", 12),
            ("kiosk/till.py", 13),
        ),
        (),
    ),
    Case(
        "black",
        "three files, two of them not formatted",
        {
            "menu/dishes.py": "DISHES = {'soup': 4.5,\n  'stew': 9}\n",
            "menu/prices.py": "def price( dish,count ):\n    return dish['price']*count\n",
            "menu/__init__.py": "",
        },
        "black . --check",
        "format",
        (("menu/dishes.py", None), ("menu/prices.py", None)),
        (),
    ),
    Case(
        "isort",
        "imports of two files in another order",
        {
            "crew/roster.py": "import sys\nimport os\n\nfrom crew import names\nimport collections\n\nprint(os, sys, names, collections)\n",
            "crew/names.py": "from string import digits, ascii_letters\nimport re\n\nprint(re, digits, ascii_letters)\n",
        },
        "isort . --check-only",
        "format",
        (("crew/roster.py", None), ("crew/names.py", None)),
        (),
    ),
    Case(
        "mypy",
        "an optional that is not looked at, a wrong argument, a missing return",
        {
            "orders.py": 'from dataclasses import dataclass\nfrom typing import Optional\n\n\n@dataclass\nclass Order:\n    number: int\n    customer: Optional[str] = None\n\n\ndef label(order: Order) -> str:\n    return order.customer.upper()\n\n\ndef find(orders: list[Order], number: int) -> Order:\n    for order in orders:\n        if order.number == number:\n            return order\n    return None\n\n\nfind([Order("12")], "12")\n'
        },
        "mypy orders.py",
        "types",
        (("orders.py", 12), ("orders.py", 19), ("orders.py", 22)),
        (),
    ),
    Case(
        "pyright",
        "two modules, one of which cannot import",
        {
            "pyproject.toml": '[tool.pyright]\ninclude = ["lib"]\n',
            "lib/tides.py": 'import harbourmaster\n\n\ndef high(hours: list[int]) -> int:\n    return max(hours)\n\n\nprint(high(["6", "18"]), harbourmaster)\n',
            "lib/boat.py": 'class Boat:\n    name: str = ""\n\n    def rename(self, name: int) -> None:\n        self.name = name\n\n\nBoat().sail()\n',
        },
        "pyright",
        "types",
        (("lib/tides.py", 1), ("lib/tides.py", 8), ("lib/boat.py", 5), ("lib/boat.py", 8)),
        (),
    ),
    Case(
        "pip",
        "requirements of which one was never released",
        {"requirements.txt": "six==1.16.0\nidna==3.99.1\n"},
        "python -m venv v > /dev/null && v/bin/python -m pip install -r requirements.txt",
        "dependency",
        (),
        (),
    ),
    Case(
        "uv",
        "two requirements of a project that exclude one another",
        {
            "pyproject.toml": '[project]\nname = "kennel"\nversion = "0.4.0"\nrequires-python = ">=3.11"\ndependencies = ["flask==3.0.3", "werkzeug<2"]\n',
            "kennel.py": "print('woof')\n",
        },
        "uv sync",
        "dependency",
        (),
        (),
    ),
    Case(
        "poetry",
        "a requirement without a release that fits",
        {
            "pyproject.toml": '[tool.poetry]\nname = "aviary"\nversion = "0.1.0"\ndescription = ""\nauthors = []\npackage-mode = false\n\n[tool.poetry.dependencies]\npython = "^3.11"\nidna = "^44.0"\n'
        },
        "poetry install --no-interaction",
        "dependency",
        (),
        (),
    ),
)
VERSIONS: dict[str, str] = {}
