"""Blind cases of a sixth round: Python's test runners as teams call them, by make, tox, Django and with plugins."""

from tests.diagnosis_cases.case import Case

_NOISE = "-p no:randomly -p no:cacheprovider"

CASES = (
    Case(
        "pytest",
        "all that is reported, over two workers, with talk of errors that passes",
        {
            "ledger/entries.py": """\
class Unbalanced(ValueError):
    pass


def post(lines):
    total = sum(amount for _, amount in lines)
    if total:
        raise Unbalanced(f"off by {total}")
    return len(lines)
""",
            "ledger/__init__.py": "",
            "tests/ledger/test_entries.py": """\
import logging

import pytest

from ledger.entries import Unbalanced, post


@pytest.mark.parametrize(
    ("lines", "count"),
    [([("cash", 5), ("sales", -5)], 2), ([("cash", 5), ("tax", -1)], 2), ([], 1)],
)
def test_post(lines, count):
    assert post(lines) == count


def test_refuses():
    logging.getLogger("ledger").error("ledger/entries.py:3: ERROR posting failed")
    print("Traceback (most recent call last):")
    with pytest.raises(Unbalanced):
        post([("cash", 1)])
""",
        },
        f"PYTHONPATH=. python -m pytest {_NOISE} -n 2 -v --tb=short -rA tests",
        "test",
        (("ledger/entries.py", 8), ("tests/ledger/test_entries.py", 13)),
        (
            "tests/ledger/test_entries.py::test_post[lines1-2]",
            "tests/ledger/test_entries.py::test_post[lines2-1]",
        ),
    ),
    Case(
        "pytest",
        "native traces, setting up fails in a class of a folder below",
        {
            "api/tests/integration/conftest.py": """\
import sqlite3

import pytest


@pytest.fixture(scope="session")
def database(tmp_path_factory):
    connection = sqlite3.connect(":memory:")
    connection.execute("create table invoice (id integer)")
    connection.execute("insert into invoices values (1)")
    return connection
""",
            "api/tests/integration/test_invoices.py": """\
import pytest


@pytest.mark.usefixtures("database")
class TestInvoices:
    def test_list(self):
        assert True

    def test_one(self, database):
        assert database


def test_format():
    number = "2026-1"
    assert number == "2026-0001", (
        "numbers are padded:\\n"
        "see the handbook"
    )
""",
        },
        f"pytest {_NOISE} --tb=native --junitxml=report.xml api",
        "test",
        (("api/tests/integration/conftest.py", 10), ("api/tests/integration/test_invoices.py", 15)),
        (
            "api/tests/integration/test_invoices.py::TestInvoices::test_list",
            "api/tests/integration/test_invoices.py::TestInvoices::test_one",
            "api/tests/integration/test_invoices.py::test_format",
        ),
    ),
    Case(
        "pytest",
        "modules that import one another, called by make",
        {
            "Makefile": f".PHONY: test\ntest:\n\t@echo '>> unit tests'\n\tPYTHONPATH=src python -m pytest {_NOISE} -q --maxfail=3 tests/unit\n",
            "src/billing/__init__.py": "from billing.invoice import Invoice\n",
            "src/billing/invoice.py": "from billing.tax import rate\n\n\nclass Invoice:\n    tax = rate\n",
            "src/billing/tax.py": "from billing.invoice import Invoice\n\n\ndef rate(invoice: Invoice):\n    return 19\n",
            "tests/unit/test_tax.py": "from billing.tax import rate\n\n\ndef test_rate():\n    assert rate(None) == 19\n",
            "tests/unit/test_plain.py": "def test_plain():\n    assert 1\n",
        },
        "make test",
        "test",
        (("src/billing/tax.py", 1),),
    ),
    Case(
        "pytest",
        "parts of a test, one that is too slow, a mocked call",
        {
            "pytest.ini": "[pytest]\ntestpaths = checks\npython_files = check_*.py\npython_functions = check_*\ntimeout = 1\ntimeout_method = signal\n",
            "checks/check_feed.py": """\
import time
from unittest.mock import Mock, call


def check_pages(subtests):
    for page in range(3):
        with subtests.test("page", number=page):
            assert page != 1


def check_slow():
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        time.sleep(0.05)


def check_calls():
    send = Mock()
    send("a", retries=1)
    send("b")
    assert send.mock_calls == [call("a"), call("b")]
""",
        },
        f"pytest {_NOISE}",
        "test",
        (("checks/check_feed.py", 8), ("checks/check_feed.py", 14), ("checks/check_feed.py", 21)),
        (
            "checks/check_feed.py::check_pages",
            "checks/check_feed.py::check_slow",
            "checks/check_feed.py::check_calls",
        ),
    ),
    Case(
        "unittest",
        "Django's own runner, models and a view",
        {
            "manage.py": 'import os\nimport sys\n\nos.environ["DJANGO_SETTINGS_MODULE"] = "clinic.settings"\nfrom django.core.management import execute_from_command_line\n\nexecute_from_command_line(sys.argv)\n',
            "clinic/__init__.py": "",
            "clinic/settings.py": 'SECRET_KEY = "x"\nINSTALLED_APPS = ["visits"]\nROOT_URLCONF = "clinic.urls"\nALLOWED_HOSTS = ["testserver"]\nDATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}\n',
            "clinic/urls.py": 'from django.urls import path\n\nfrom visits.views import today\n\nurlpatterns = [path("today/", today)]\n',
            "visits/__init__.py": "",
            "visits/views.py": 'from django.http import JsonResponse\n\n\ndef today(request):\n    rows = [{"room": 1}]\n    return JsonResponse({"rows": rows, "first": rows[1]})\n',
            "visits/tests/__init__.py": "",
            "visits/tests/test_views.py": """\
from django.test import SimpleTestCase


class TodayTests(SimpleTestCase):
    def test_first(self):
        response = self.client.get("/today/")
        self.assertEqual(response.status_code, 200)

    def test_missing(self):
        response = self.client.get("/yesterday/")
        self.assertRedirects(response, "/today/")
""",
        },
        "python manage.py test --noinput",
        "test",
        (("visits/views.py", 6), ("visits/tests/test_views.py", 11)),
        ("visits.tests.test_views.TodayTests.test_first", "visits.tests.test_views.TodayTests.test_missing"),
    ),
    Case(
        "unittest",
        "the end fails, one that was to fail did not, logs between",
        {
            "test/__init__.py": "",
            "test/queue_test.py": '''\
import logging
import unittest
import warnings

log = logging.getLogger("queue")


class QueueTest(unittest.TestCase):
    def setUp(self):
        log.warning("queue is empty")
        self.queue = ["a"]

    def tearDown(self):
        self.assertFalse(self.queue, "left over")

    def test_pop(self):
        """Popping leaves nothing."""
        self.queue.pop()

    def test_peek(self):
        warnings.warn("peek is deprecated", DeprecationWarning)

    @unittest.expectedFailure
    def test_old_bug(self):
        self.queue.clear()

    def test_text(self):
        self.queue.clear()
        self.assertMultiLineEqual("one\\ntwo\\n", "one\\nthree\\n")
''',
        },
        "python -Wd -m unittest discover -s test -p '*_test.py' -t .",
        "test",
        (("test/queue_test.py", 14), ("test/queue_test.py", 29)),
        (
            "test.queue_test.QueueTest.test_peek",
            "test.queue_test.QueueTest.test_text",
            "test.queue_test.QueueTest.test_old_bug",
        ),
    ),
    Case(
        "tox",
        "factors, the second fails, with quiet output",
        {
            "tox.ini": f"[tox]\nenv_list = py311-{{json,yaml}}\nskipsdist = true\n\n[testenv]\nskip_install = true\nallowlist_externals = *\nset_env =\n    json: FORMAT=json\n    yaml: FORMAT=yaml\ncommands = pytest {_NOISE} {{posargs:tests}}\n",
            "tests/test_format.py": 'import os\n\n\ndef test_format():\n    kind = os.environ["FORMAT"]\n    assert kind in {"json", "xml"}\n',
        },
        "tox run -q -- -q --tb=short tests",
        "test",
        (("tests/test_format.py", 6),),
        ("tests/test_format.py::test_format",),
    ),
    Case(
        "tox",
        "static checks side by side with other checks",
        {
            "tox.ini": "[tox]\nenvlist = style,types\n\n[testenv]\nskip_install = true\nallowlist_externals = *\n\n[testenv:style]\ncommands = flake8 --max-line-length 60 feed\n\n[testenv:types]\ncommands = mypy --cache-dir=/dev/null feed\n",
            "feed/__init__.py": "",
            "feed/reader.py": "def read(path: str) -> list[str]:\n    with open(path) as file:\n        return file.read()\n",
        },
        "tox run -e style,types",
        "types",
        (("feed/reader.py", 3),),
    ),
    Case(
        "nox",
        "tests with parameters of the session",
        {
            "noxfile.py": f'import nox\n\nnox.options.default_venv_backend = "none"\n\n\n@nox.session\n@nox.parametrize("size", [1, 2])\ndef tests(session, size):\n    session.run("pytest", *"{_NOISE} -q".split(), "tests", env={{"SIZE": str(size)}})\n',
            "tests/test_size.py": 'import os\n\n\nclass TestSize:\n    def test_small(self):\n        assert int(os.environ["SIZE"]) < 2, "too large"\n',
        },
        "nox --error-on-missing-interpreters",
        "test",
        (("tests/test_size.py", 6),),
        ("tests/test_size.py::TestSize::test_small",),
    ),
    Case(
        "nox",
        "a command that is not there",
        {
            "noxfile.py": 'import nox\n\n\n@nox.session(venv_backend="none")\ndef docs(session):\n    session.run("nowhere-docs", "build", "docs", external=True)\n',
        },
        "nox -s docs",
        "configuration",
    ),
)
VERSIONS: dict[str, str] = {}
