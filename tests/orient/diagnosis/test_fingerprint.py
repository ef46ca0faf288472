"""The same failure has the same fingerprint, different ones differ."""

import hashlib

import pytest

from bot.orient.diagnosis import diagnose
from bot.orient.diagnosis.fingerprint import fingerprint, normal

PYTEST = """FAILED tests/test_a.py::test_one - assert 2 == 3
FAILED tests/test_a.py::test_two - assert 4 == 5
"""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PYTEST, "\n".join(reversed(PYTEST.splitlines()))),
        ("/home/runner/work/a/a/src/a.c:7:2: error: no\n", "/builds/b/a/src/a.c:99:14: error: no\n"),
        ("a.py:7:2: F401 `os` imported but unused\n", "a.py:70:3: F401 `os` imported but unused\n"),
        ("error: at 0x7ffd1234 in /tmp/pytest-of-a/x1\n", "error: at 0x7ff00000 in /tmp/pytest-of-b/x1\n"),
        ("error: took 3.2 s on 2026-11-23T16:45:01Z\n", "error: took 12 s on 2025-01-02T03:04:05Z\n"),
        ("a.js:1:6: error: Unexpected token (1:6)\n", "a.js:24:6: error: Unexpected token (24:6)\n"),
        ("error: com.acme.Cart@1b2c3d4e is none\n", "error: com.acme.Cart@7a81197d is none\n"),
        ("error: not in 3f2c1ab\n", "error: not in abc1234\n"),
        ("error: over at Tue Nov 26 21:45:27 UTC 2026\n", "error: over at Mon Jan  5 01:05:07 UTC 2026\n"),
        ("error: over, Tue, 26 Nov 2026 21:45:27 GMT\n", "error: over, Mon, 5 Jan 2026 01:05:07 GMT\n"),
        ("error: too long: 1m30s\n", "error: too long: 2m03.5s\n"),
        ("error: too long: 1,234 ms\n", "error: too long: 987 ms\n"),
        ("error: no answer of 10.1.0.23:80\n", "error: no answer of 172.17.0.2:8080\n"),
        (
            "error: no C:\\Users\\A\\AppData\\Local\\Temp\\a1\\x\n",
            "error: no C:\\Users\\B\\AppData\\Local\\Temp\\z\\x\n",
        ),
        ("error: nothing in '/home/runner/work/a/a'\n", "error: nothing in '/ci/_work/b-c/b-c'\n"),
        ("error: failed with seed 4711\n", "error: failed with seed=12\n"),
        ("error: port 8123 in use\n", "error: port 9001 in use\n"),
        ("error: run 3f2c1ab99d8e7f01\n", "error: run 99d8e7f013f2c1ab\n"),
        ("error: boom\n", "2026-11-23T16:45:01.1234567Z \x1b[31merror: boom\x1b[0m\n"),
    ],
)
def test_what_differs_from_run_to_run_does_not_count(one: str, other: str) -> None:
    first, second = diagnose(one).fingerprint, diagnose(other).fingerprint
    assert (True, first) == (first is not None, second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.py:7:2: F401 `os` imported but unused\n", "a.py:7:2: F401 `sys` imported but unused\n"),
        ("a.py:7:2: F401 `os` imported but unused\n", "b.py:7:2: F401 `os` imported but unused\n"),
        (PYTEST, PYTEST.splitlines()[0]),
        ("error: expected 3\n", "error: expected 4\n"),
        ("error: no file /tmp/rates.json\n", "error: no file /tmp/fees.json\n"),
        ("error: needs 1.2.3.4\n", "error: needs 1.2.3.5\n"),
        ("error: deadbeef\n", "error: facade\n"),
        ("error: no user@a.example\n", "error: no user@b.example\n"),
        ("error: E0308\n", "error: E0309\n"),
        ("src/a.c:7:2: error: no\n", "src/a.c:7:2: error: yes\n"),
    ],
)
def test_different_failures_differ(one: str, other: str) -> None:
    assert diagnose(one).fingerprint != diagnose(other).fingerprint


def test_a_normal_text_has_no_places_times_or_addresses() -> None:
    assert "src/a.py:N at TIME line N TMP" == normal(
        "/home/runner/work/a/a/src/a.py:7:3 at 16:45:01.5 line 12 tmp_x7"
    )


def test_many_texts_are_made_normal_as_each_by_itself() -> None:
    texts = [line for one, other in ((PYTEST, "a\n\nb"), ("", "x")) for line in (*one.split("\n"), other)]
    texts += [
        "took 3 s",
        "3",
        "s took",
        "seed",
        " 4711 x",
        "a.py",
        ":77: b",
        "/var/folders/a/b/T/x1",
        "at 0x7ffd1234\nin 5 ms ",
    ]
    each = "\x1f".join(sorted({normal(text) for text in texts}))
    assert hashlib.sha256(each.encode()).hexdigest()[:16] == fingerprint(texts)
