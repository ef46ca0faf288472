"""Blind cases in Python: tools that no family was written after, and new mistakes for known ones."""

from textwrap import dedent as text

from tests.diagnosis_cases.case import Case

STEPS = text("""\
    from behave import given, then, when

    @given("an empty cart")
    def empty(context):
        context.items = []

    @when("{n:d} are added")
    def added(context, n):
        context.items += [1] * n

    @then("it holds {n:d}")
    def holds(context, n):
        assert len(context.items) == n, f"{len(context.items)} in it"
    """)
FEATURE = text("""\
    Feature: Cart

      Scenario: Adding two
        Given an empty cart
        When 2 are added
        Then it holds 3

      Scenario: Adding none
        Given an empty cart
        Then it holds 0
    """)
ROBOT = text("""\
    *** Test Cases ***
    Totals Are Summed
        ${sum}=    Evaluate    1 + 1
        Should Be Equal As Integers    ${sum}    3

    Nothing Is Wrong
        Log    fine

    A Keyword Is Missing
        Empty The Cart
    """)
BEHAVIOUR = (
    Case(
        "behave",
        "a step fails",
        {"features/cart.feature": FEATURE, "features/steps/cart.py": STEPS},
        "behave --no-color",
        "test",
        (("features/cart.feature", 3),),
        ("Adding two",),
    ),
    Case(
        "behave",
        "a step is undefined",
        {
            "features/cart.feature": FEATURE.replace("it holds 3", "it is sold"),
            "features/steps/cart.py": STEPS,
        },
        "behave --no-color",
        "test",
        (("features/cart.feature", 3),),
        ("Adding two",),
    ),
    Case(
        "behave",
        "a step raises",
        {
            "features/cart.feature": FEATURE,
            "features/steps/cart.py": STEPS.replace("context.items += [1] * n", "context.goods += [1] * n"),
        },
        "behave --no-color --no-capture",
        "test",
        (("features/cart.feature", 3), ("features/steps/cart.py", 9)),
        ("Adding two",),
    ),
    Case(
        "robot",
        "two fail",
        {"cart.robot": ROBOT},
        "robot --output NONE --log NONE --report NONE cart.robot",
        "test",
        (),
        ("Totals Are Summed", "A Keyword Is Missing"),
    ),
    Case(
        "robot",
        "no such file",
        {"a.txt": ""},
        "robot nowhere.robot",
        "configuration",
    ),
)
NOSE = text("""\
    import unittest

    class CartTest(unittest.TestCase):
        def test_sizes(self):
            for size in (1, 2):
                with self.subTest(size=size):
                    self.assertEqual(size % 2, 0)

        def test_deep(self):
            {}["price"]
    """)
TRIAL = text("""\
    from twisted.trial import unittest

    class CartTests(unittest.TestCase):
        def test_total(self):
            self.assertEqual(1 + 1, 3)

        def test_fine(self):
            pass

        def test_raises(self):
            raise ValueError("boom")
    """)
RUNNERS = (
    Case(
        "nose2",
        "a subtest and an error",
        {"test_cart.py": NOSE},
        "nose2",
        "test",
        (("test_cart.py", 7), ("test_cart.py", 10)),
        ("test_cart.CartTest.test_sizes", "test_cart.CartTest.test_deep"),
    ),
    Case(
        "trial",
        "one fails, one raises",
        {"test_cart.py": TRIAL},
        "PYTHONPATH=. trial test_cart",
        "test",
        (("test_cart.py", 5), ("test_cart.py", 11)),
        ("test_cart.CartTests.test_total", "test_cart.CartTests.test_raises"),
    ),
    Case(
        "trial",
        "the module does not load",
        {"test_cart.py": "import nowhere_at_all\n" + TRIAL},
        "PYTHONPATH=. trial test_cart",
        "test",
        (("test_cart.py", 1),),
        ("test_cart",),
    ),
    Case(
        "tox",
        "the command fails",
        {
            "tox.ini": "[tox]\nskipsdist = true\n[testenv]\nskip_install = true\ncommands = python check.py\n",
            "check.py": "import sys\n\ndef check(n):\n    assert n > 2, n\n\ncheck(len(sys.argv))\n",
        },
        "tox -q",
        "test",
        (("check.py", 4),),
    ),
    Case(
        "tox",
        "no such interpreter",
        {"tox.ini": "[tox]\nskipsdist = true\nskip_missing_interpreters = false\n[testenv]\n"},
        "tox -e py27",
        "configuration",
    ),
    Case(
        "nox",
        "the session fails",
        {
            "noxfile.py": 'import nox\n\n@nox.session(python=False)\ndef tests(session):\n    session.run("python", "check.py", external=True)\n',
            "check.py": "def total(prices):\n    return sum(prices) / len(prices)\n\nprint(total([]))\n",
        },
        "nox",
        "test",
        (("check.py", 2),),
    ),
    Case(
        "xdoctest",
        "an example is wrong",
        {
            "cart.py": text('''\
                def total(prices):
                    """
                    Example:
                        >>> total([1, 2])
                        4
                    """
                    return sum(prices)
                ''')
        },
        "python -m xdoctest cart.py",
        "test",
        (("cart.py", 4),),
        ("cart.py::total:0",),
    ),
    Case(
        "doctest",
        "two examples are wrong",
        {
            "cart.py": text('''\
                def total(prices):
                    """The sum.

                    >>> total([1, 2])
                    4
                    >>> total(None)
                    0
                    """
                    return sum(prices)
                ''')
        },
        "python -m doctest cart.py",
        "test",
        (("cart.py", 4), ("cart.py", 6), ("cart.py", 9)),
        ("cart.total",),
    ),
)
DOCS = (
    Case(
        "sphinx",
        "warnings are errors",
        {
            "conf.py": 'project = "shop"\n',
            "index.rst": "Shop\n====\n\nSee :ref:`nowhere`.\n\n.. toctree::\n\n   missing\n",
        },
        "sphinx-build -W --keep-going -n -b html . out",
        "build",
        (("index.rst", 4), ("index.rst", 6)),
    ),
    Case(
        "sphinx",
        "a broken configuration",
        {"conf.py": "project = \n", "index.rst": "Shop\n====\n"},
        "sphinx-build -b html . out",
        "configuration",
        (("conf.py", 1),),
    ),
    Case(
        "mkdocs",
        "a link to nowhere",
        {
            "mkdocs.yml": "site_name: Shop\nvalidation:\n  links:\n    not_found: warn\n",
            "docs/index.md": "# Shop\n\n[terms](terms.md)\n",
        },
        "mkdocs build --strict",
        "build",
        (("index.md", None),),
    ),
    Case(
        "doc8",
        "a long line",
        {"docs/a.rst": "A\n=\n\n" + "word " * 30 + "\n"},
        "doc8 docs",
        "lint",
        (("docs/a.rst", 4),),
    ),
    Case(
        "rstcheck",
        "an unknown role",
        {"README.rst": "Shop\n====\n\n:nowhere:`a`\n\nTitle\n--\n"},
        "rstcheck README.rst",
        "lint",
        (("README.rst", 4), ("README.rst", 7)),
    ),
)
CASES = (*BEHAVIOUR, *RUNNERS, *DOCS)
VERSIONS = {
    "behave": "behave --version",
    "robot": "robot --version; true",
    "nose2": "python -c 'import importlib.metadata as m; print(m.version(\"nose2\"))'",
    "trial": "trial --version",
    "tox": "tox --version",
    "nox": "nox --version",
    "xdoctest": "python -m xdoctest --version",
    "doctest": "python --version",
    "sphinx": "sphinx-build --version",
    "mkdocs": "mkdocs --version",
    "doc8": "doc8 --version",
    "rstcheck": "rstcheck --version",
}
