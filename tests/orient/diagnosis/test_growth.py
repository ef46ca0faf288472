"""Whatever tool said it, a log that is eight times as long takes about eight times as long, not the square of that."""

import time

import pytest

from bot.orient.diagnosis import diagnose
from scripts.bench_diagnosis import MEGABYTE, of_one_tool

LONGER = 8
MOST = 12
"""How much longer it may take, with room for a busy machine; one part of it that grew with the square made it 15 and 20."""


def seconds(log: str) -> float:
    began = time.process_time()
    diagnose(log)
    return time.process_time() - began


def growth(log: str) -> float:
    """How many times as long the whole log takes as its first part, by the fastest of a few readings of each."""
    short = log[: MEGABYTE // LONGER]
    diagnose(short)
    return min(seconds(log) for _ in range(3)) / min(seconds(short) for _ in range(3))


@pytest.mark.deep
def test_no_tools_log_takes_more_than_in_proportion() -> None:
    grown = {log[:60]: times for log in of_one_tool() if (times := growth(log)) > MOST}
    assert {} == grown
