"""Blind cases of a sixth round: other runners and checkers of Python."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "behave",
        "two features, a table's row and a background that fails",
        {
            "specs/orders.feature": "Feature: Orders\n\n  Scenario Outline: Discount for <kind>\n    Given an order of <sum>\n    Then the discount is <percent>\n\n    Examples: kinds\n      | kind  | sum | percent |\n      | small | 10  | 0       |\n      | large | 200 | 15      |\n",
            "specs/stock/levels.feature": 'Feature: Stock levels\n\n  Background:\n    Given a warehouse named "North"\n\n  Scenario: It is empty\n    Then there are 0 items\n\n  Scenario: It is counted\n    Then there are 3 items\n',
            "specs/steps/orders.py": 'from behave import given, then\n\n\n@given("an order of {total:d}")\ndef order(context, total):\n    context.total = total\n\n\n@then("the discount is {percent:d}")\ndef discount(context, percent):\n    found = 10 if context.total > 100 else 0\n    assert found == percent, f"it is {found}"\n\n\n@given(\'a warehouse named "{name}"\')\ndef warehouse(context, name):\n    context.items = {"South": 3}[name]\n\n\n@then("there are {n:d} items")\ndef items(context, n):\n    assert context.items == n\n',
        },
        "behave --no-color specs",
        "test",
        (
            ("specs/orders.feature", 10),
            ("specs/stock/levels.feature", 6),
            ("specs/stock/levels.feature", 9),
            ("specs/steps/orders.py", 17),
        ),
        ("Discount for large -- @1.2 kinds", "It is empty", "It is counted"),
    ),
    Case(
        "behave",
        "progress alone, a step's assertion",
        {
            "features/search.feature": 'Feature: Search\n\n  Scenario: Finds by name\n    When I search for "oak"\n    Then I see 2 results\n\n  Scenario: Finds nothing\n    When I search for ""\n    Then I see 0 results\n',
            "features/steps/search.py": 'from behave import then, when\n\n\n@when(\'I search for "{text}"\')\ndef search(context, text):\n    context.found = [text]\n\n\n@when(\'I search for ""\')\ndef nothing(context):\n    context.found = []\n\n\n@then("I see {n:d} results")\ndef see(context, n):\n    assert len(context.found) == n\n',
        },
        "behave --no-color --format progress2 --no-timings",
        "test",
        (("features/search.feature", 3),),
        ("Finds by name",),
    ),
    Case(
        "robot",
        "suites in folders, a teardown that fails",
        {
            "robot/__init__.robot": "*** Settings ***\nDocumentation    All\n",
            "robot/login/valid.robot": "*** Test Cases ***\nValid Login\n    [Teardown]    Fail    session left open\n    Should Be Equal    a    a\n\nLong Name\n    Length Should Be    abc    4\n",
            "robot/orders.robot": "*** Settings ***\nLibrary    Collections\n\n*** Test Cases ***\nOrders Are Listed\n    @{orders}=    Create List    1    2\n    List Should Contain Value    ${orders}    3\n    Log    done\n\nOrders Are Fine\n    No Operation\n",
        },
        "robot --consolecolors off --output NONE --log NONE --report NONE robot",
        "test",
        (),
        ("Valid Login", "Long Name", "Orders Are Listed"),
    ),
    Case(
        "robot",
        "a library that does not load",
        {
            "lib/Orders.py": "import nowhere_orders\n\n\ndef order(n):\n    return n\n",
            "tests/orders.robot": "*** Settings ***\nLibrary    ../lib/Orders.py\n\n*** Test Cases ***\nOrder One\n    Order    1\n",
        },
        "robot --consolecolors off --output NONE --log NONE --report NONE --dotted tests",
        "test",
        (("lib/Orders.py", 1), ("tests/orders.robot", 2)),
        ("Order One",),
    ),
    Case(
        "nose2",
        "generated tests, a module that does not import, verbosely",
        {
            "unittest.cfg": "[unittest]\nstart-dir = tests\n",
            "tests/test_ports.py": "from nose2.tools import params\nimport unittest\n\n\nclass PortTest(unittest.TestCase):\n    @params((80, True), (70000, True))\n    def test_valid(self, port, expected):\n        self.assertEqual(expected, 0 < port < 65536)\n",
            "tests/test_hosts.py": "from nowhere.hosts import Host\n",
        },
        "nose2 -v --log-level warning",
        "test",
        (("tests/test_ports.py", 8), ("tests/test_hosts.py", 1)),
        ("test_ports.PortTest.test_valid:2", "test_hosts"),
    ),
    Case(
        "trial",
        "a reactor left dirty, one to do, errors that are logged",
        {
            "net/__init__.py": "",
            "net/test/__init__.py": "",
            "net/test/test_proto.py": """\
from twisted.internet import defer, reactor
from twisted.python import log
from twisted.trial import unittest


class ProtoTests(unittest.TestCase):
    def test_dirty(self):
        reactor.callLater(30, print)

    def test_logged(self):
        try:
            {}["port"]
        except KeyError:
            log.err()

    def test_fails(self):
        return defer.fail(ConnectionError("refused by peer"))

    def test_list(self):
        self.assertIn(3, [1, 2], "no three")
""",
        },
        "PYTHONPATH=. trial --reporter=text net.test",
        "test",
        (("net/test/test_proto.py", 12), ("net/test/test_proto.py", 20)),
        (
            "net.test.test_proto.ProtoTests.test_dirty",
            "net.test.test_proto.ProtoTests.test_logged",
            "net.test.test_proto.ProtoTests.test_fails",
            "net.test.test_proto.ProtoTests.test_list",
        ),
    ),
    Case(
        "xdoctest",
        "a module of a package: a function and a method",
        {
            "geo/__init__.py": "",
            "geo/area.py": '"""Areas."""\n\n\ndef square(n):\n    """A square.\n\n    Example:\n        >>> square(3)\n        8\n    """\n    return n * n\n\n\nclass Box:\n    def width(self):\n        """Its width.\n\n        Example:\n            >>> Box().width()\n            2\n        """\n        width = 2\n        return width * 2\n',
        },
        "xdoctest --nocolor geo/area.py",
        "test",
        (("geo/area.py", 8), ("geo/area.py", 19)),
        ("geo/area.py::square:0", "geo/area.py::Box.width:0"),
    ),
    Case(
        "vulture",
        "several modules, sure ones alone",
        {
            "src/plans/model.py": "import os\nfrom typing import List\n\n\nclass Plan:\n    def cost(self, kind, /, unused_rate):\n        return 1\n        print('never')\n",
            "src/plans/run.py": "from plans.model import Plan\n\n\ndef main():\n    with open('a') as (first, second):\n        Plan().cost(1, 2)\n\n\nmain()\n",
        },
        "vulture src --min-confidence 80 --sort-by-size",
        "lint",
        (
            ("src/plans/model.py", 1),
            ("src/plans/model.py", 2),
            ("src/plans/model.py", 6),
            ("src/plans/model.py", 8),
        ),
    ),
    Case(
        "pydocstyle",
        "numpy's convention, a module and a method",
        {
            "signal_/__init__.py": '"""Signals."""\n',
            "signal_/filters.py": '"""filters for signals"""\n\n\nclass Filter:\n    """A filter."""\n\n    def run(self, x):\n        """Runs it.\n        Second line.\n        """\n        return x\n\n    def stop(self):\n        return None\n',
        },
        "pydocstyle --convention=numpy signal_",
        "lint",
        (("signal_/filters.py", 1), ("signal_/filters.py", 8), ("signal_/filters.py", 13)),
    ),
    Case(
        "ty",
        "calls, subscripts and imports, in full",
        {
            "app/models.py": "from dataclasses import dataclass\n\n\n@dataclass\nclass User:\n    name: str\n    age: int = 0\n",
            "app/views.py": 'from app.models import Group, User\n\n\ndef show(user: User | None) -> str:\n    return user.name\n\n\nshow(User(1))\nUser("a", "b", "c")\n(1)["x"]\n',
        },
        "ty check --color never app",
        "types",
        (
            ("app/views.py", 1),
            ("app/views.py", 5),
            ("app/views.py", 8),
            ("app/views.py", 9),
            ("app/views.py", 10),
        ),
    ),
    Case(
        "pyrefly",
        "overrides and returns, shortly",
        {
            "pyrefly.toml": 'project-includes = ["shapes"]\npreset = "strict"\n',
            "shapes/base.py": "class Shape:\n    def area(self) -> float:\n        return 0.0\n",
            "shapes/round.py": "from shapes.base import Shape\n\n\nclass Round(Shape):\n    def area(self) -> str:\n        return 3\n\n\nr: Round = Shape()\nr.radius\n",
        },
        "pyrefly check --output-format min-text shapes",
        "types",
        (("shapes/round.py", 5), ("shapes/round.py", 6), ("shapes/round.py", 9), ("shapes/round.py", 10)),
    ),
    Case(
        "lint-imports",
        "layers and independence",
        {
            "setup.cfg": "[importlinter]\nroot_package = mono\n\n[importlinter:contract:1]\nname = Layers go down\ntype = layers\nlayers =\n    mono.web\n    mono.domain\n\n[importlinter:contract:2]\nname = Nothing else\ntype = independence\nmodules =\n    mono.web\n    mono.cli\n",
            "mono/__init__.py": "",
            "mono/web.py": "import mono.domain\n",
            "mono/domain.py": "VALUE = 1\n\n\ndef load():\n    from mono.web import app\n\n    return app\n",
            "mono/cli.py": "x = 1\n",
        },
        "PYTHONPATH=. lint-imports --no-cache",
        "lint",
        (),
    ),
)
VERSIONS = {
    "nose2": "$(head -1 $(command -v nose2) | cut -c3-) -c 'import importlib.metadata as m; print(m.version(\"nose2\"))'",
    "xdoctest": "xdoctest --version",
    "lint-imports": "lint-imports --version",
}
