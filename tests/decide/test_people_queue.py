"""A person's stop holds merge groups too, whatever they prove."""

from bot.decide.queue import judge_groups
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
