"""A person's stop holds merge groups too, whatever they prove."""

from typing import Any

from bot.decide.queue import judge_groups
from bot.model.facts import Pull
from bot.model.telling import Course
from tests.building import claim, issue, line_of, minutes, proof_run, pull, record, stopped
from tests.decide.saying import command


def test_no_proof_gets_a_group_past_a_persons_stop() -> None:
    group = pull(5, proof_run(), created=minutes(-5), answer_by=minutes(55))
    known = record(commands=(command("stop"),))
    seen = stopped(groups=(group,), claim=claim("open"), issue=issue(known))
    (judged,) = judge_groups(seen, line_of(seen), "enforce", Course())
    assert judged.verdict is not None and judged.verdict.said is not None
    assert ("stopped", "stop") == (judged.verdict.kind, judged.verdict.said.verb)


def tried(*groups: Pull, **facts: Any) -> list[tuple[int, str, str | None]]:
    """How each group fares on a stopped line whose people said this."""
    seen = stopped(groups=groups, claim=claim("open"), **facts)
    found = judge_groups(seen, line_of(seen), "enforce", Course())
    return [
        (one.pull.number, one.verdict.kind, one.verdict.said.verb if one.verdict.said else None)
        for one in found
        if one.verdict
    ]


def test_who_passes_by_a_persons_word_passes_in_the_queue_too() -> None:
    asked, other = pull(5, head="f" * 40), pull(6)
    groups = (
        pull(5, head="a" * 40, created=minutes(-5), answer_by=minutes(55)),
        pull(6, head="b" * 40, created=minutes(-4), answer_by=minutes(55)),
    )
    word = command("pass", sha="f" * 40, until=minutes(60))
    known = {"issue": issue(record(commands=(word,))), "pulls": (asked, other)}
    assert [(5, "passed", "pass"), (6, "stopped", None)] == tried(*groups, **known)
    both = {
        "issue": issue(record(commands=(command("stop", comment=69, at=minutes(-9)), word))),
        "pulls": (asked, other),
    }
    assert [(5, "passed", "pass"), (6, "stopped", "stop")] == tried(*groups, **both)


def test_a_word_for_one_does_not_carry_the_groups_before_it_in() -> None:
    """A later group holds what the earlier ones would merge, and may be the only one that the queue waits for."""
    asked, other = pull(5, head="f" * 40), pull(6)
    word = command("pass", sha="f" * 40, until=minutes(60))
    known = {"issue": issue(record(commands=(word,))), "pulls": (asked, other)}
    groups = (
        pull(6, head="b" * 40, created=minutes(-5), answer_by=minutes(55)),
        pull(5, head="a" * 40, created=minutes(-4), answer_by=minutes(55)),
    )
    assert [(6, "stopped", None), (5, "stopped", None)] == tried(*groups, **known)
