"""A sample shows every kind of repository as early as it can, and is the same for the same repositories."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from bot.loop.queue import RepoKey
from bot.loop.sample import sample, traits
from bot.loop.sweep import Listed


def listed(called: str, **facts: Any) -> Listed:
    """A plain private repository of acme, but for these facts."""
    given: dict[str, Any] = {
        "key": RepoKey(installation=3, node_id=f"R_{called}"),
        "name": f"acme/{called}",
        "private": True,
        "archived": False,
        "fork": False,
        "has_issues": True,
        "language": "Python",
        "size": 500,
    }
    return Listed(**(given | facts))


PLAIN = tuple(listed(f"plain-{n}") for n in range(50))


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("public", {"private": False}),
        ("archived", {"archived": True}),
        ("fork", {"fork": True}),
        ("without issues", {"has_issues": False}),
        ("in another language", {"language": "Zig"}),
        ("without a language", {"language": None}),
        ("larger by an order of magnitude", {"size": 5000}),
        ("empty", {"size": 0}),
        ("of another owner", {"name": "globex/odd"}),
    ],
)
def test_one_of_another_kind_among_many_is_in_a_sample_of_two(kind: str, facts: dict[str, Any]) -> None:
    assert listed("odd", **facts) in sample((*PLAIN, listed("odd", **facts)), 2), kind


def test_of_many_kinds_those_that_show_most_come_first() -> None:
    one = listed("one", private=False, language="Zig", size=0)
    two = listed("two", archived=True, fork=True)
    others = [listed(f"lesser-{n}", language=f"L{n}") for n in range(20)]
    assert {one, two} <= set(sample((*PLAIN, *others, one, two), 3))


def test_once_every_kind_is_shown_they_are_shown_again() -> None:
    forks = tuple(listed(f"fork-{n}", fork=True) for n in range(4))
    assert 2 == sum(one.fork for one in sample((*PLAIN, *forks), 4))


def same(_rng: random.Random, repositories: list[Listed]) -> list[Listed]:
    return repositories


def shuffled(rng: random.Random, repositories: list[Listed]) -> list[Listed]:
    return rng.sample(repositories, len(repositories))


@pytest.mark.parametrize("order", [same, shuffled])
def test_the_same_repositories_give_the_same_sample_by_name(
    order: Callable[[random.Random, list[Listed]], list[Listed]],
) -> None:
    rng = random.Random(20261124)
    many = [
        listed(f"r{n:03}", size=10 ** (n % 6), language=f"L{n % 7}", fork=n % 11 == 0) for n in range(300)
    ]
    chosen = sample(many, 12)
    assert chosen == sample(order(rng, many), 12)
    assert list(chosen) == sorted(chosen, key=lambda one: one.name)
    assert set[object]().union(*map(traits, many)) == set[object]().union(*map(traits, chosen))


def test_a_new_plain_repository_changes_little() -> None:
    before, after = sample(PLAIN, 10), sample((*PLAIN, listed("new")), 10)
    assert len(set(before) - set(after)) <= 1


@pytest.mark.parametrize(("most", "found"), [(1, 1), (50, 50), (51, 50)])
def test_no_more_are_chosen_than_there_are_or_were_asked_for(most: int, found: int) -> None:
    assert found == len(set(sample(PLAIN, most)))


def test_of_none_there_is_no_sample() -> None:
    assert () == sample((), 5)
