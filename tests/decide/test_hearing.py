"""Which comments are obeyed, which are refused and why, and which are left for later."""

from typing import Any

import pytest

from bot.decide.hearing import STANDS
from bot.decide.line import judge
from bot.decide.plan import plan
from bot.decide.verbs import ROWS
from bot.model.commands import TIMED, Proposed, Said
from bot.model.effects import AnswerCommand
from bot.model.facts import JobFacts, LineFacts
from bot.model.jobs import Key
from bot.model.snapshot import Snapshot
from tests.building import (
    KEY,
    claim,
    commit,
    config,
    failing,
    issue,
    line_of,
    minutes,
    passing,
    pull,
    record,
    snapshot,
    stopped,
    unread,
)
from tests.decide.cases import kept
from tests.decide.saying import HEX, command, on_pull, said

GREEN = commit("a", passing(1))
RED = (commit("b", failing(2, times=2)), GREEN)
YELLOW = (commit("b", failing(2)), GREEN)
HEAD = HEX[:7]


def seen(*history: Any, **facts: Any) -> Snapshot:
    """A line with its job open and in order."""
    job: dict[str, Any] = {"claim": claim("open"), "issue": issue(kept())}
    return snapshot(*history, **({"pulls": (pull(5, head=HEX),)} | job | facts))


def heard(of: Snapshot, *comments: Said) -> list[tuple[str, str]]:
    """How each comment fares: the reaction, and what is told."""
    its = of.model_copy(update={"said": comments})
    return [(one.reaction, one.told) for one in line_of(its, its.config).heard]


OBEYED = [("+1", "")]
WRITE = "that takes write in this repository, which you have not"
MAINTAIN = "that takes maintain in this repository, which you have not"
EDITED = "an edited comment does not count; write it in a new one"
VERBS = "there is no such command; there are stop, start, pass, wrong, retry, fix, status, help"
OWN = "it is your own change; somebody else has to say so"
REOPEN = "#12 is closed; open it again to have it tried again"
NO_ISSUES = seen(GREEN).repository.model_copy(update={"has_issues": False})


@pytest.mark.parametrize(
    ("of", "comment"),
    [
        (seen(GREEN), said("/andon stop fire", role="write")),
        (seen(*YELLOW), said("/andon stop fire", role="write")),
        (seen(*RED), said("/andon stop fire")),
        (seen(GREEN, unread=(unread("line: x"),)), said("/andon stop fire")),
        (seen(*RED), said("/andon start known")),
        (seen(*RED), said("/andon wrong nonsense", role="admin")),
        (seen(*RED), on_pull(5, f"/andon pass {HEAD} urgent", role="write")),
        (seen(*RED), said("/andon retry", role="write")),
        (seen(*RED), said("/andon fix", role="write")),
        (seen(GREEN), said("/andon status", role="write")),
        (seen(GREEN), said("/andon help", role="write")),
        (seen(GREEN), said("/andon stop main: fire")),
        (seen(GREEN), said("/andon stop deploy: fire")),
        (seen(GREEN, repository=NO_ISSUES), on_pull(5, "/andon stop fire")),
    ],
)
def test_what_is_obeyed(of: Snapshot, comment: Said) -> None:
    assert OBEYED == heard(of, comment)


@pytest.mark.parametrize(
    ("of", "comment", "reaction", "told"),
    [
        (seen(GREEN), said("/andon stop x", role="triage"), "-1", WRITE),
        (seen(*RED), said("/andon start x", role="write"), "-1", MAINTAIN),
        (seen(*RED), said("/andon wrong x", role="write"), "-1", MAINTAIN),
        (seen(GREEN), said("/andon status", role="read"), "-1", WRITE),
        (seen(GREEN), said("/andon stop x", bot=True, role="none"), "-1", ""),
        (seen(GREEN), said("/andon stop x", edited=True), "confused", EDITED),
        (seen(GREEN), said("/andon stop x", moved=True), "confused", "it was written in another repository; write it here"),
        (seen(GREEN), said("/andon stop x", closed=True), "confused", "this is closed; write it where it is open"),
        (seen(GREEN), said("/andon stop"), "confused", "say why: /andon stop <reason>"),
        (seen(GREEN), said("/andon hop"), "confused", VERBS),
        (seen(GREEN), said("/andon hop", role="read"), "-1", WRITE),
        (seen(GREEN), said("/andon stop dev: x", named=True), "confused", "dev is no line here; there are main"),
        (seen(GREEN), said("/andon stop web/dev: x"), "confused", "web/dev is no line here; there are main"),
        (seen(GREEN), said("/andon start x"), "confused", "main is not stopped"),
        (seen(*YELLOW), said("/andon wrong x"), "confused", "main is not stopped"),
        (seen(GREEN), on_pull(5, f"/andon pass {HEAD} x"), "confused", "nothing holds it: main is not stopped"),
        (seen(*YELLOW), on_pull(5, f"/andon pass {HEAD} x"), "confused",
         "main waits for a re-run; /andon start lets it run meanwhile"),
        (seen(*RED), said(f"/andon pass {HEAD} x"), "confused", "write it on the pull request that shall pass"),
        (seen(*RED), on_pull(5, "/andon pass x"), "confused", f"name its head: /andon pass {HEAD} <reason>"),
        (seen(*RED), on_pull(5, f"/andon pass {HEAD}"), "confused", f"say why: /andon pass {HEAD} <reason>"),
        (seen(*RED), on_pull(5, "/andon pass 1234567 x"), "confused", f"1234567 is not its head, which is {HEAD}"),
        (seen(*RED), on_pull(5, f"/andon pass {HEAD} x", author="Bob"), "-1", OWN),
        (seen(*RED), on_pull(5, f"/andon pass {HEAD} x", proposed=Proposed(base="dev", head=HEX)), "confused",
         "this pull request is for dev, which is not main"),
        (seen(GREEN, claim=None, issue=None), said("/andon retry"), "confused", "there is no job about it"),
        (seen(*RED, issue=issue(kept(), state="closed")), said("/andon fix"), "confused", REOPEN),
        (seen(*RED, issue=issue(kept(dead=True))), said("/andon fix"), "confused",
         "nothing is left to try; /andon retry begins anew"),
        (seen(*RED), said("/andon start x for 30m", at=minutes(-31)), "confused",
         "it came too late: it would have ended at 16:44 UTC"),
        (seen(*RED, claim=None, issue=None, repository=NO_ISSUES), said("/andon retry"), "confused",
         "there is no job about it"),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_why(of: Snapshot, comment: Said, reaction: str, told: str) -> None:
    assert [(reaction, told)] == heard(of, comment)


@pytest.mark.parametrize(
    ("of", "comment"),
    [
        (seen(GREEN), said("/andon stop x", role=None)),
        (seen(GREEN), said("/andon stop x", role=None, edited=True)),
        (seen(GREEN), said("/andon stop dev: x", named=None)),
        (seen(GREEN, unread=(unread("job: issue"),)), said("/andon stop x")),
        (seen(GREEN, unread=(unread("line: x"),)), said("/andon start x")),
        (seen(GREEN, unread=(unread("line: x"),)), said("/andon retry")),
        (seen(GREEN, unread=(unread("line: x"),)), on_pull(5, f"/andon pass {HEAD} x")),
    ],
)
def test_what_cannot_be_told_yet_is_left_for_later(of: Snapshot, comment: Said) -> None:
    assert [] == heard(of, comment)


def test_ones_own_change_passes_where_the_configuration_says_so() -> None:
    own = config(people={"pass": {"own": True}})
    assert OBEYED == heard(seen(*RED, config=own), on_pull(5, f"/andon pass {HEAD} x", author="bob"))


def test_each_command_is_judged_under_what_those_before_it_brought_about() -> None:
    stop = said("/andon stop fire", role="write", author="bob")
    more = [
        said("/andon stop fire", comment=71),
        said("/andon wrong nonsense", comment=72),
        said("/andon start no", comment=73, author="dave", role="write"),
        said("/andon start it is out", comment=74, author="bob", role="write"),
        said("/andon start again", comment=75),
    ]
    assert [
        ("+1", ""),
        ("confused", "bob has stopped main already: fire"),
        ("confused", "bob stopped main, not Andon: /andon start lifts it"),
        ("-1", MAINTAIN),
        ("+1", ""),
        ("confused", "main is not stopped"),
    ] == heard(seen(GREEN), *reversed(more), stop)


def test_who_may_say_nothing_is_answered_once() -> None:
    comments = [said("/andon stop x", comment=70 + n, author="eve", role="read") for n in range(3)]
    assert ["-1"] == [reaction for reaction, _ in heard(seen(GREEN), *comments)]
    later = said("/andon stop x", comment=80, author="eve", role="read", again=True)
    assert [] == heard(seen(GREEN), later)


def test_the_verbs_that_take_a_time_are_those_that_end_by_themselves() -> None:
    assert set(TIMED) == {verb for verb, row in ROWS.items() if row.lasts}


def test_who_would_stop_for_a_while_is_told_that_a_stop_stands() -> None:
    its = seen(GREEN, said=(said("/andon stop fire for 30 minutes"),))
    (one,) = line_of(its, its.config).heard
    assert ("+1", STANDS) == (one.reaction, one.told)
    assert one.command
    assert ("fire for 30 minutes", None) == (one.command.why, one.command.until)
    known = seen(GREEN, issue=issue(record(commands=(one.command,))), said=its.said)
    assert [("+1", STANDS)] == [(again.reaction, again.told) for again in line_of(known).heard]


def test_a_start_for_minutes_ends_with_them() -> None:
    its = seen(*RED, said=(said("/andon start known for 30 minutes"),))
    (one,) = line_of(its, its.config).heard
    assert one.command
    assert ("known", minutes(29)) == (one.command.why, one.command.until)


def test_what_the_record_holds_is_obeyed_and_nothing_new() -> None:
    known = record(commands=(command("stop", comment=70),))
    its = seen(GREEN, issue=issue(known), said=(said("/andon stop fire"),))
    (one,) = line_of(its).heard
    assert ("+1", "", False) == (one.reaction, one.told, one.new)


def lines(*branches: str, **facts: Any) -> Snapshot:
    of = seen(GREEN, **facts)
    return of.model_copy(update={"lines": tuple(LineFacts(branch=b, history=(GREEN,)) for b in branches)})


def test_what_could_not_be_told_is_judged_again_under_what_came_after_it() -> None:
    unknown = seen(GREEN, unread=(unread("line: x"),))
    early = on_pull(5, f"/andon pass {HEAD} urgent", role="write", comment=1, at=minutes(-9))
    late = said("/andon stop fire", comment=2, at=minutes(-5))
    its = unknown.model_copy(update={"said": (early, late)})
    assert [(2, "+1"), (1, "confused")] == [
        (h.said.comment, h.reaction) for h in line_of(its, its.config).heard
    ]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        (said("/andon stop x"), "main"),
        (said("/andon stop release: x"), "release"),
        (on_pull(5, "/andon stop x", proposed=Proposed(base="release", head="h")), "release"),
        (on_pull(5, "/andon stop main: x", proposed=Proposed(base="release", head="h")), "main"),
        (on_pull(5, "/andon stop x", proposed=Proposed(base="topic", head="h")), "main"),
        (said("/andon stop x", issue=30), "release"),
    ],
)
def test_which_line_a_command_is_about(comment: Said, expected: str) -> None:
    key = KEY.model_copy(update={"subject": "release"})
    job = JobFacts(key=key, claim=claim("open", key=key.digest, issue=30), issue=issue(number=30))
    of = lines("main", "release", jobs=(job,), said=(comment,))
    assert [expected] == [line.branch for line in of.lines if judge(of, line, config()).heard]


def test_a_job_of_another_rule_is_tried_again_on_its_own_issue() -> None:
    key = Key(repository=7, rule="required-files", subject="LICENSE")
    kept_there = record(key=key.text, reds=(), lease=None)
    job = JobFacts(key=key, claim=claim("open", key=key.digest, issue=40), issue=issue(kept_there, number=40))
    both = (said("/andon retry", issue=40), said("/andon stop fire", issue=40, comment=71))
    of = snapshot(GREEN, config=config(rules={"required-files": ["LICENSE"]}), jobs=(job,), said=both)
    answers = [e for e in plan(of).effects if isinstance(e, AnswerCommand)]
    assert [(70, "+1"), (71, "+1")] == [(a.comment, a.reaction) for a in answers]
    line = line_of(of)
    assert ("stopped", ["stop"]) == (line.state, [c.verb for c in line.word.commands])


def test_a_job_of_another_rule_that_is_mended_is_not_tried_again() -> None:
    key = Key(repository=7, rule="required-files", subject="LICENSE")
    kept_there = record(key=key.text, reds=(), lease=None)
    job = JobFacts(key=key, claim=claim("open", key=key.digest, issue=40), issue=issue(kept_there, number=40))
    of = snapshot(GREEN, jobs=(job,), said=(said("/andon retry", issue=40),))
    (answer,) = (e for e in plan(of).effects if isinstance(e, AnswerCommand))
    assert ("confused", "nothing is wrong with it any more") == (answer.reaction, answer.told)


def test_an_answer_waits_until_what_it_answers_is_written() -> None:
    closed = claim("closed", at=minutes(-90))
    of = stopped(claim=closed, issue=None, said=(said("/andon stop fire"),))
    first = plan(of)
    assert "answer-command" not in [e.kind for e in first.effects]  # the job is reopened first
    green = snapshot(GREEN, said=(said("/andon stop fire"),))
    assert ["open-job", "answer-command"] == [e.kind for e in plan(green).effects]
