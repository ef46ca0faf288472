"""Blind cases of an eighth round: plugins of pytest, and its own options."""

from tests.diagnosis_cases.case import Case

CASES = (
    Case(
        "pytest",
        "snapshots that differ, one that was never taken",
        {
            "receipt.py": 'def receipt(items):\n    lines = [f"{name:<10}{cents / 100:>8.2f}" for name, cents in items]\n    return "\\n".join([*lines, f"{\'total\':<10}{sum(c for _, c in items) / 100:>8.2f}"])\n\n\ndef summary(items):\n    return {"count": len(items), "cents": sum(c for _, c in items), "currency": "EUR"}\n',
            "tests/__snapshots__/test_receipt.ambr": "# serializer version: 1\n# name: test_receipt\n  '''\n  tea           4.20\n  total         4.20\n  '''\n# ---\n# name: test_summary\n  dict({\n    'cents': 420,\n    'count': 1,\n  })\n# ---\n",
            "tests/test_receipt.py": 'from receipt import receipt, summary\n\nITEMS = [("tea", 420)]\n\n\ndef test_receipt(snapshot):\n    assert receipt(ITEMS) == snapshot\n\n\ndef test_summary(snapshot):\n    assert summary(ITEMS) == snapshot\n\n\ndef test_two(snapshot):\n    assert receipt(ITEMS * 2) == snapshot\n',
        },
        "python -m pytest tests",
        "test",
        (("tests/test_receipt.py", 11), ("tests/test_receipt.py", 15)),
        ("tests/test_receipt.py::test_summary", "tests/test_receipt.py::test_two"),
    ),
    Case(
        "pytest",
        "a worker that dies under a test, another whose test fails",
        {
            "native.py": "import os\n\n\ndef decode(frame):\n    if not frame:\n        os.abort()\n    return frame[0]\n",
            "tests/test_decode.py": 'from native import decode\n\n\ndef test_first():\n    assert decode(b"a") == 97\n\n\ndef test_empty():\n    assert decode(b"") is None\n',
            "tests/test_rates.py": "def test_rates():\n    assert [round(r * 1.19, 2) for r in (1, 2)] == [1.19, 2.39]\n",
        },
        "python -m pytest -n 2 --dist loadfile --max-worker-restart=1 -q",
        "test",
        (("native.py", 6), ("tests/test_rates.py", 2)),
        ("tests/test_decode.py::test_empty", "tests/test_rates.py::test_rates"),
    ),
    Case(
        "pytest",
        "workers that collect different tests",
        {
            "test_ports.py": 'import os\n\nimport pytest\n\n\n@pytest.mark.parametrize("port", [os.getpid(), 80])\ndef test_open(port):\n    assert port\n'
        },
        "pytest -n 2",
        "test",
        (),
        (),
    ),
    Case(
        "pytest",
        "a limit on each test, by a signal, in a setting up and in a call",
        {
            "conftest.py": 'import time\n\nimport pytest\n\n\n@pytest.fixture\ndef broker():\n    deadline = time.monotonic() + 30\n    while time.monotonic() < deadline:\n        time.sleep(0.1)\n    return "broker"\n',
            "test_queue.py": "import queue\n\n\ndef test_gets_what_was_put():\n    q = queue.Queue()\n    q.put(1)\n    assert q.get() == 1\n\n\ndef test_waits_for_ever():\n    queue.Queue().get()\n\n\ndef test_publishes(broker):\n    assert broker\n",
        },
        "pytest --timeout=1 --timeout-method=signal",
        "test",
        (("conftest.py", 10), ("test_queue.py", 11)),
        ("test_queue.py::test_waits_for_ever", "test_queue.py::test_publishes"),
    ),
    Case(
        "pytest",
        "examples of a readme and of a guide",
        {
            "README.md": '# Units\n\nConvert what you have:\n\n    >>> from units import convert\n    >>> convert(2, "km")\n    2000\n    >>> convert(1, "mile")\n    1609.344\n',
            "docs/guide.md": '# Guide\n\n```python\n>>> from units import convert\n>>> convert(3, "km")\n3\n\n```\n',
            "units.py": 'FACTORS = {"m": 1, "km": 1000, "mile": 1609}\n\n\ndef convert(value, unit):\n    """Metres.\n\n    >>> convert(5, "m")\n    5\n    """\n    return value * FACTORS[unit]\n',
        },
        "pytest --doctest-glob='*.md' --doctest-modules",
        "test",
        (("README.md", 8), ("docs/guide.md", 5)),
        ("README.md::README.md", "docs/guide.md::guide.md"),
    ),
    Case(
        "pytest",
        "told at once and then in a table",
        {
            "tests/conftest.py": 'import pytest\n\n\n@pytest.fixture\ndef account():\n    yield {"cents": 100}\n    raise RuntimeError("the ledger was left open")\n',
            "tests/test_account.py": 'def test_has_money(account):\n    assert account["cents"] == 100\n\n\ndef test_interest(account):\n    account["cents"] *= 1.02\n    assert account["cents"] == 103\n\n\nclass TestClosing:\n    def test_is_empty(self):\n        assert not {"cents": 0}["cents"]\n\n    def test_cannot_close(self):\n        raise ValueError("there is money in it")\n',
        },
        "PYTHONPATH=/opt/tools/instafail:/opt/tools/pretty pytest --instafail --tb=short tests",
        "test",
        (("tests/conftest.py", 7), ("tests/test_account.py", 7), ("tests/test_account.py", 15)),
        (
            "tests/test_account.py::test_has_money",
            "tests/test_account.py::test_interest",
            "tests/test_account.py::TestClosing::test_cannot_close",
        ),
    ),
    Case(
        "pytest",
        "a notebook whose cell raises",
        {
            "notebooks/rainfall.ipynb": '{\n "cells": [\n  {"cell_type": "code", "execution_count": null, "id": "a1", "metadata": {}, "outputs": [], "source": ["rain = {\'may\': 60, \'june\': 75}\\n", "sum(rain.values())"]},\n  {"cell_type": "code", "execution_count": null, "id": "a2", "metadata": {}, "outputs": [], "source": ["def of(month):\\n", "    return rain[month]\\n", "\\n", "of(\'july\')"]}\n ],\n "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}},\n "nbformat": 4,\n "nbformat_minor": 5\n}\n'
        },
        "PYTHONPATH=/opt/tools/nbmake pytest --nbmake notebooks",
        "test",
        (("notebooks/rainfall.ipynb", None),),
        ("notebooks/rainfall.ipynb::rainfall.ipynb",),
    ),
    Case(
        "pytest",
        "groups of described behaviour, what is compared in colours",
        {
            "test_wallet.py": 'import pytest\n\n\nclass Wallet(dict):\n    def pay(self, coin, count):\n        self[coin] = self.get(coin, 0) - count\n        return self\n\n\ndef describe_wallet():\n    @pytest.fixture\n    def wallet():\n        return Wallet({"euro": 3})\n\n    def it_is_kept(wallet):\n        assert wallet == {"euro": 3}\n\n    def describe_paying():\n        def it_takes_coins(wallet):\n            assert wallet.pay("euro", 2) == {"euro": 1, "cent": 0}\n\n        def it_refuses_debts(wallet):\n            with pytest.raises(ValueError, match="only 3"):\n                wallet.pay("euro", 9)\n'
        },
        "PYTHONPATH=/opt/tools/describe pytest --color=yes -vv",
        "test",
        (("test_wallet.py", 20), ("test_wallet.py", 23)),
        (
            "test_wallet.py::describe_wallet::describe_paying::it_takes_coins",
            "test_wallet.py::describe_wallet::describe_paying::it_refuses_debts",
        ),
    ),
)
VERSIONS: dict[str, str] = {}
