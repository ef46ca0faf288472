"""pytest and unittest as teams call them: their options, their plugins, through tox and nox."""

from tests.diagnosis_cases.case import Case

_QUIET = "-p no:randomly -p no:cacheprovider"
_PRICE = (
    "def total(prices):\n    return sum(prices)\n\n\ndef cut(price, share):\n    return price * (1 - share)\n"
)
_PRICES = (
    "import pytest\n\nfrom shop.price import cut, total\n\n\ndef test_total():\n    assert total([1, 2]) == 3\n\n\n"
    '@pytest.mark.parametrize("share, left", [(0.5, 5), (0.1, 8)])\ndef test_cut(share, left):\n'
    "    assert cut(10, share) == left\n\n\nclass TestMore:\n    def test_text(self):\n"
    "        assert total('12') == 3\n"
)
_SHOP = {"shop/__init__.py": "", "shop/price.py": _PRICE, "tests/test_price.py": _PRICES}
_FAILED = ("tests/test_price.py::test_cut[0.1-8]", "tests/test_price.py::TestMore::test_text")

CASES = (
    *(
        Case(
            "pytest",
            f"prices, with {options}",
            _SHOP,
            f"PYTHONPATH=. pytest {_QUIET} {options}",
            "test",
            places,
            _FAILED,
        )
        for options, places in (
            ("-q --tb=line", (("tests/test_price.py", 12), ("shop/price.py", 2))),
            ("--tb=native -q", (("tests/test_price.py", 12), ("shop/price.py", 2))),
            ("-ra --tb=short -v", (("tests/test_price.py", 12), ("shop/price.py", 2))),
            ("-n 2 --dist loadfile -q", (("tests/test_price.py", 12), ("shop/price.py", 2))),
            ("-q --color=yes -rf --showlocals", (("tests/test_price.py", 12), ("shop/price.py", 2))),
        )
    ),
    Case(
        "pytest",
        "an unknown mark, strictly",
        {
            "pytest.ini": "[pytest]\naddopts = --strict-markers\n",
            "tests/unit/test_a.py": "import pytest\n\n\n@pytest.mark.slow\ndef test_a():\n    assert True\n",
        },
        f"pytest {_QUIET}",
        "test",
        (("tests/unit/test_a.py", None),),
    ),
    Case(
        "pytest",
        "a setting that is none, strictly",
        {
            "pytest.ini": "[pytest]\ntestpath = tests\naddopts = --strict-config\n",
            "tests/test_a.py": "def test_a():\n    pass\n",
        },
        f"pytest {_QUIET}",
        "configuration",
    ),
    Case(
        "pytest",
        "a plugin's option without the plugin",
        {
            "setup.cfg": "[tool:pytest]\naddopts = --mypy-report=x\n",
            "tests/test_a.py": "def test_a():\n    pass\n",
        },
        f"pytest {_QUIET}",
        "configuration",
    ),
    Case(
        "pytest",
        "a plugin that cannot be imported",
        {"tests/test_a.py": "def test_a():\n    pass\n"},
        f"pytest {_QUIET} -p pytest_nowhere",
        "dependency",
    ),
    Case(
        "pytest",
        "a minimum version",
        {"pytest.ini": "[pytest]\nminversion = 99.0\n", "tests/test_a.py": "def test_a():\n    pass\n"},
        f"pytest {_QUIET}",
        "configuration",
        (("pytest.ini", None),),
    ),
    Case(
        "pytest",
        "warnings are errors",
        {
            "shop/__init__.py": "",
            "shop/old.py": "import warnings\n\n\ndef old():\n    warnings.warn('old is old', DeprecationWarning)\n    return 1\n",
            "tests/test_old.py": "from shop.old import old\n\n\ndef test_old():\n    assert old() == 1\n",
        },
        f"PYTHONPATH=. pytest {_QUIET} -W error::DeprecationWarning:shop.old -q -o filterwarnings=error:old:DeprecationWarning",
        "test",
        (("shop/old.py", 5),),
        ("tests/test_old.py::test_old",),
    ),
    Case(
        "pytest",
        "one does not parse, one does not import, one fails",
        {
            "tests/test_a.py": "def test_a()\n    pass\n",
            "tests/test_b.py": "from collections import Nothing\n\n\ndef test_b():\n    pass\n",
            "tests/test_c.py": "def test_c():\n    assert 1 == 2\n",
        },
        f"pytest {_QUIET} --continue-on-collection-errors -q",
        "test",
        (("tests/test_a.py", 1), ("tests/test_b.py", 1), ("tests/test_c.py", 2)),
        ("tests/test_c.py::test_c",),
    ),
    Case(
        "pytest",
        "documentation's examples, in modules and in a text",
        {
            "shop/__init__.py": "",
            "shop/price.py": 'def total(prices):\n    """The sum.\n\n    >>> total([1, 2])\n    4\n    """\n    return sum(prices)\n',
            "README.rst": "Prices\n======\n\n>>> 1 + 1\n3\n",
        },
        f"PYTHONPATH=. pytest {_QUIET} --doctest-modules --doctest-glob='*.rst' -q",
        "test",
        (("shop/price.py", 4), ("README.rst", 4)),
        ("README.rst::README.rst", "shop/price.py::shop.price.total"),
    ),
    Case(
        "pytest",
        "coverage under the limit",
        {
            "shop/__init__.py": "",
            "shop/price.py": _PRICE,
            "tests/test_price.py": "from shop.price import total\n\n\ndef test_total():\n    assert total([1, 2]) == 3\n",
        },
        f"PYTHONPATH=. pytest {_QUIET} -q --cov=shop --cov-report=term-missing --cov-fail-under=95",
        "test",
        (("shop/price.py", 6),),
    ),
    Case(
        "pytest",
        "logs and output captured",
        {
            "tests/test_log.py": "import logging\n\nlog = logging.getLogger('shop.db')\n\n\ndef test_log():\n    print('Error: a line of output at /etc/hosts:3: error: none')\n    log.error('could not connect to db.py:12')\n    log.warning('retrying')\n    assert {'a': 1, 'b': [1, 2]} == {'a': 1, 'b': [1, 3]}\n"
        },
        f"pytest {_QUIET} -vv",
        "test",
        (("tests/test_log.py", 10),),
        ("tests/test_log.py::test_log",),
    ),
    Case(
        "pytest",
        "an expected failure that passes, strictly; nothing raised",
        {
            "tests/test_x.py": "import pytest\n\n\n@pytest.mark.xfail(strict=True, reason='#12')\ndef test_x():\n    assert True\n\n\ndef test_raises():\n    with pytest.raises(ValueError):\n        int('3')\n"
        },
        f"pytest {_QUIET} -q -rA",
        "test",
        (("tests/test_x.py", None),),
        ("tests/test_x.py::test_x", "tests/test_x.py::test_raises"),
    ),
    Case(
        "unittest",
        "discovered, verbosely, errors and failures and subtests",
        {
            "shop/__init__.py": "",
            "shop/price.py": _PRICE,
            "tests/__init__.py": "",
            "tests/test_price.py": "import unittest\n\nfrom shop.price import cut, total\n\n\nclass Prices(unittest.TestCase):\n    def test_total(self):\n        self.assertEqual(total([1, 2]), 4)\n\n    def test_text(self):\n        total('ab')\n\n    def test_cuts(self):\n        for share in (0.5, 2):\n            with self.subTest(share=share):\n                self.assertGreater(cut(10, share), 0)\n",
        },
        "python -m unittest discover -s tests -t . -v",
        "test",
        (("tests/test_price.py", 8), ("shop/price.py", 2), ("tests/test_price.py", 16)),
        (
            "tests.test_price.Prices.test_total",
            "tests.test_price.Prices.test_text",
            "tests.test_price.Prices.test_cuts",
        ),
    ),
    Case(
        "unittest",
        "a class that does not set up, buffered, stopped at once",
        {
            "test_db.py": "import unittest\n\n\nclass Db(unittest.TestCase):\n    @classmethod\n    def setUpClass(cls):\n        print('connecting')\n        raise RuntimeError('no db')\n\n    def test_a(self):\n        pass\n",
        },
        "python -m unittest -b -f test_db.py",
        "test",
        (("test_db.py", 8),),
        ("test_db.Db",),
    ),
    Case(
        "unittest",
        "a module that is not there",
        {"a.py": ""},
        "python -m unittest nowhere.test_here",
        "test",
        (),
        ("nowhere",),
    ),
    Case(
        "unittest",
        "nothing to run",
        {"tests/__init__.py": ""},
        "python -m unittest discover -s nowhere",
        "configuration",
    ),
    Case(
        "tox",
        "tests in an environment",
        {
            "tox.ini": "[tox]\nskipsdist = true\nenvlist = py311, lint\n[testenv]\nallowlist_externals = *\npass_env = *\ncommands = pytest -q "
            + _QUIET
            + " tests\n[testenv:lint]\nskip_install = true\ncommands = flake8 tests\n",
            "tests/test_a.py": "import os\n\n\ndef test_a():\n    assert 1 == 2\n",
        },
        "tox -q --skip-missing-interpreters true 2>&1 -e py311,lint",
        "test",
        (("tests/test_a.py", 5), ("tests/test_a.py", 1)),
        ("tests/test_a.py::test_a",),
    ),
    Case(
        "tox",
        "a command that is not allowed",
        {"tox.ini": "[tox]\nskipsdist = true\n[testenv]\ncommands = make check\n"},
        "tox -e py311",
        "configuration",
    ),
    Case(
        "nox",
        "a session that lints, one that tests",
        {
            "noxfile.py": "import nox\n\n\n@nox.session(venv_backend='none')\ndef lint(session):\n    session.run('flake8', 'shop', external=True)\n\n\n@nox.session(venv_backend='none')\ndef tests(session):\n    session.run('pytest', '-q', '-p', 'no:randomly', '-p', 'no:cacheprovider', external=True)\n",
            "shop/a.py": "import os\n",
            "test_a.py": "def test_a():\n    assert 0\n",
        },
        "nox",
        "test",
        (("shop/a.py", 1), ("test_a.py", 2)),
        ("test_a.py::test_a",),
    ),
    Case(
        "nox",
        "a noxfile that does not import",
        {"noxfile.py": "import nox\nimport nowhere_at_all\n"},
        "nox -s tests",
        "dependency",
        (("noxfile.py", 2),),
    ),
)

VERSIONS: dict[str, str] = {}
