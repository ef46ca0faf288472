"""Of a log of any size, what is read for a diagnosis; and in how much memory."""

import random
import re
import tracemalloc

import pytest

from bot.model.gaps import numbering
from bot.observe.logs import BEGIN, END, MIDDLE, LogSieve

WHOLE = BEGIN + MIDDLE + END


def sieved(log: bytes, size: int = 65_536) -> str:
    """What is kept of a log that comes in pieces of that size."""
    sieve = LogSieve()
    for at in range(0, len(log), size):
        sieve.feed(log[at : at + size])
    return sieve.text()


def quiet(lines: int) -> bytes:
    """Lines of a job in which nothing is wrong."""
    return b"".join(b"test_cart.py::test_%d PASSED\n" % n for n in range(lines))


@pytest.mark.parametrize("size", [1, 7, 4_096, WHOLE])
def test_a_small_log_is_kept_whole(size: int) -> None:
    log = "\ufeffä ✗ 1\n".encode() * 300
    assert log.decode() == sieved(log, size)


def test_a_log_of_just_the_size_is_kept_whole_and_one_byte_more_is_not() -> None:
    log = (b"x" * 99 + b"\n") * (WHOLE // 100 + 1)
    assert log[:WHOLE].decode() == sieved(log[:WHOLE])
    assert "lines left out" in sieved(log[: WHOLE + 1])


def test_beginning_end_and_what_is_telling_between_are_kept() -> None:
    said = b"E       assert 3 == 2\nFAILED test_cart.py::test_total\n"
    log = b"##[group]Run pytest\n" + quiet(100_000) + said + quiet(100_000) + b"##[error]exit code 1.\n"
    kept = sieved(log)
    assert kept.startswith("##[group]Run pytest\n")
    assert kept.endswith("##[error]exit code 1.\n")
    assert said.decode() in kept
    assert len(kept) <= WHOLE + 1_000


def test_of_too_many_telling_lines_the_first_and_the_last_are_kept() -> None:
    log = quiet(3_000) + b"".join(b"error %d\n" % n for n in range(600_000)) + quiet(10_000)
    kept = sieved(log)
    assert "\nerror 0\n" in kept and "\nerror 599999\n" in kept
    assert len(kept) <= WHOLE + 1_000


def test_what_is_kept_does_not_hang_on_how_it_came() -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    lines = [b"error: %d\n" % n if chance.random() < 0.0001 else b"fine %d\n" % n for n in range(150_000)]
    log = b"".join(lines)
    pieces: list[bytes] = []
    at = 0
    while at < len(log):
        size = chance.choice((1_000, 8_192, 65_536, 400_000))
        pieces.append(log[at : at + size])
        at += size
    sieve = LogSieve()
    for piece in pieces:
        sieve.feed(piece)
    kept = sieve.text().splitlines()
    whole = log.decode().splitlines()
    assert [line for line in kept if line.startswith("error")] == [
        line for line in whole if line.startswith("error")
    ]


def test_every_line_that_is_kept_can_be_found_by_its_number_in_the_whole_log() -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    words = [b"error" if chance.random() < 0.02 else b"fine" for _ in range(300_000)]
    log = b"".join(b"%s in line %d.\n" % (word, n) for n, word in enumerate(words, 1))
    kept = sieved(log, chance.choice((8_192, 400_000)))
    number = numbering(kept)
    whole = re.compile(r"(?:error|fine) in line (\d+)\.")  # and not one that was cut
    told = {n: int(m[1]) for n, line in enumerate(kept.split("\n"), 1) if (m := whole.fullmatch(line))}
    assert len(told) > 5_000
    assert told == {n: number(n) for n in told}


def test_a_credential_in_a_log_is_not_kept() -> None:
    token = "ghs_" + "a" * 40
    assert token not in sieved(quiet(50_000) + f"error: {token}\n".encode() + quiet(50_000))


def test_a_huge_log_takes_little_memory_even_without_a_line_s_end() -> None:
    tracemalloc.start()
    for piece in (quiet(2_000), b"x" * 65_536, b"error " * 10_000):
        sieve = LogSieve()
        tracemalloc.reset_peak()
        for _ in range(40_000_000 // len(piece)):
            sieve.feed(piece)
        assert len(sieve.text()) <= WHOLE + 100_000
        assert tracemalloc.get_traced_memory()[1] < 12 << 20
    tracemalloc.stop()
