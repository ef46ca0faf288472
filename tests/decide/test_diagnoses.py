"""Which commits are told what their jobs failed with, where in their files, and which are not."""

from typing import Any

import pytest

from bot.decide.diagnoses import LONGEST
from bot.decide.plan import plan
from bot.model.diagnosed import Diagnosed, ShowDiagnosis, diagnosis_digest
from bot.model.facts import LineFacts, Pull
from bot.model.gaps import gap
from bot.model.runs import NOT_BEGUN, WHOLE, Run
from bot.model.snapshot import Snapshot
from tests.building import check, commit, config, job, minutes, passing, pull, run, sha, snapshot, unread
from tests.decide.visible import visible

LOG = """\
##[group]Run ruff check .
##[endgroup]
src/cart.py:3:8: F401 `os` imported but unused
src/shop.py:9:1: F821 Undefined name `till`
##[error]Process completed with exit code 1.
"""
END = "##[error]Process completed with exit code 1.\n"
OTHER = LOG.replace("F821 Undefined name `till`", "F811 Redefinition of `till`")


def red(*logs: str | None, id: int = 2, event: str = "push", times: int = 2, **facts: Any) -> Run:
    """A run each of whose jobs failed so many times, with these logs."""
    jobs = [
        job(f"test-{n}", "failure", attempt, id=id * 100 + 10 * n + attempt, log=log)
        for n, log in enumerate(logs)
        for attempt in range(1, times + 1)
    ]
    return run(*jobs, id=id, event=event, **facts)


def stopped(*logs: str | None, shown: str | None = None, **facts: Any) -> Snapshot:
    """A line stopped at commit b by jobs with these logs."""
    told = Diagnosed(head=sha("b"), shown=shown, paths=("src/cart.py", "src/shop.py"))
    history = (commit("b", red(*logs)), commit("a", passing(1)))
    return snapshot(*history, **({"diagnosed": (told,)} | facts))


def proposed(*logs: str | None, shown: str | None = None, paths: Any = None, **facts: Any) -> Pull:
    """A pull request whose own jobs failed with these logs."""
    its = red(*logs, id=50, event="pull_request", times=1)
    head = sha("p1-")
    told = Diagnosed(head=head, shown=shown, paths=paths)
    return pull(1, its, **({"head": head, "failed": (its,), "diagnosed": told} | facts))


def told(seen: Snapshot) -> list[ShowDiagnosis]:
    """The diagnoses that the plan wants shown."""
    return [effect for effect in plan(seen).effects if isinstance(effect, ShowDiagnosis)]


def places(seen: Snapshot) -> list[tuple[str, list[tuple[str, int, int | None, str]]]]:
    """The commits and the places that they are told of."""
    return [(one.head, [(a.path, a.line, a.column, a.title) for a in one.annotations]) for one in told(seen)]


ALL = config(annotate="all")
CART = ("src/cart.py", 3, 8, "ruff F401")
SHOP = ("src/shop.py", 9, 1, "ruff F821")


def test_the_commit_that_stopped_the_line_is_told_where() -> None:
    assert [(sha("b"), [CART, SHOP])] == places(stopped(LOG))
    (one,) = told(stopped(LOG))
    ((name, kind, tool, known),) = [(j.name, j.kind, j.tool, j.known) for j in one.jobs]
    assert ("CI / test-0", "lint", "ruff", False) == (name, kind, tool, known)
    assert diagnosis_digest([202]) == one.digest


def test_it_comes_last_and_is_written_once() -> None:
    seen = stopped(LOG)
    planned = plan(seen)
    assert "show-diagnosis" == planned.effects[-1].kind
    assert [] == told(visible(seen, planned))


@pytest.mark.parametrize("chosen", [config(annotate="off"), config("shadow"), config("off")])
def test_nothing_is_told_where_the_configuration_says_so(chosen: Any) -> None:
    assert [] == told(stopped(LOG, config=chosen, pulls=(proposed(OTHER),)))


def test_a_line_that_confirms_its_first_failure_tells_nobody() -> None:
    first = snapshot(commit("b", red(LOG, times=1)), diagnosed=(Diagnosed(head=sha("b")),))
    assert [] == told(first)


def test_several_jobs_of_a_commit_are_told_together_each_place_once() -> None:
    (one,) = told(stopped(LOG, OTHER))
    assert ["CI / test-0", "CI / test-1"] == [j.name for j in one.jobs]
    assert 3 == len(one.annotations)


def test_a_commit_whose_log_could_not_be_read_waits() -> None:
    assert [] == told(stopped(None, unread=(unread("log: job 202"),)))
    assert 1 == len(told(stopped(LOG, unread=(unread("log: job 7"),))))


def test_a_commit_of_which_nobody_knows_what_it_shows_waits() -> None:
    assert [] == told(stopped(LOG, diagnosed=()))


def test_a_log_that_says_nothing_is_told_by_its_step() -> None:
    loud = red(LOG, "nothing\n")
    silent = [j.model_copy(update={"failed_step": "Run make"}) for j in loud.jobs or () if j.name == "test-1"]
    jobs = tuple({j.id: j for j in (*(loud.jobs or ()), *silent)}.values())
    its = loud.model_copy(update={"jobs": jobs})
    (one,) = told(snapshot(commit("b", its), diagnosed=(Diagnosed(head=sha("b")),)))
    assert ("", "step “Run make” failed; its log does not say why", ()) == (
        one.jobs[1].kind,
        one.jobs[1].words,
        one.jobs[1].lines,
    )


def test_a_commit_of_whose_logs_none_says_why_is_told_nothing() -> None:
    assert [] == told(stopped("nothing\n"))
    silent = proposed("nothing\n")
    assert [] == told(snapshot(commit("a", passing(1)), pulls=(silent,), config=ALL))


def test_a_place_in_no_file_of_the_commit_is_counted_not_shown() -> None:
    only = Diagnosed(head=sha("b"), paths=("src/cart.py",))
    (one,) = told(stopped(LOG, diagnosed=(only,)))
    assert (0, 1, ["src/cart.py"]) == (one.more, one.lost, [a.path for a in one.annotations])


def test_more_places_than_anybody_reads_are_counted() -> None:
    many = "".join(f"src/a{n}.py:{n}:1: F401 `os` imported but unused\n" for n in range(1, 201))
    (one,) = told(stopped(many, diagnosed=(Diagnosed(head=sha("b")),)))
    assert (150, 50) == (len(one.annotations), one.more)


def test_a_pull_request_is_told_only_where_the_configuration_asks_for_it() -> None:
    green = (commit("a", passing(1)),)
    assert [] == places(snapshot(*green, pulls=(proposed(LOG),)))
    assert [(sha("p1-"), [CART, SHOP])] == places(snapshot(*green, pulls=(proposed(LOG),), config=ALL))


def test_what_fails_on_the_line_too_is_not_told_as_the_pull_requests_own() -> None:
    (_, one) = told(stopped(LOG, pulls=(proposed(LOG, OTHER),), config=ALL))
    assert [("CI / test-1", False), ("CI / test-0", True)] == [(j.name, j.known) for j in one.jobs]
    assert "src/shop.py:9:1: F811 Redefinition of `till`" == one.jobs[0].words
    assert [("src/shop.py", 9, 1, "ruff F811")] == [
        (a.path, a.line, a.column, a.title) for a in one.annotations
    ]


def test_a_part_of_what_fails_on_the_line_is_the_lines_too() -> None:
    part = LOG.replace("src/shop.py:9:1: F821 Undefined name `till`\n", "")
    (_, one) = told(stopped(LOG, pulls=(proposed(part),), config=ALL))
    assert ([True], ()) == ([j.known for j in one.jobs], one.annotations)


def test_tests_that_fail_on_the_line_too_are_told_after_its_own() -> None:
    failing = "FAILED a.py::test_both - assert 1 == 2\n"
    both = failing + "FAILED a.py::test_own - assert 3 == 4\n"
    (_, one) = told(stopped(failing, pulls=(proposed(both),), config=ALL))
    ((tests, also, known),) = [(j.tests, j.also, j.known) for j in one.jobs]
    assert (("a.py::test_own", "a.py::test_both"), ("a.py::test_both",), False) == (tests, also, known)


def test_what_fails_on_another_line_only_is_the_pull_requests_own() -> None:
    seen = stopped(LOG, pulls=(proposed(LOG, base="release/1"),), config=ALL)
    other = LineFacts(branch="release/1", history=(commit("r", passing(7)),))
    lines = (*seen.lines, other)
    (_, one) = told(seen.model_copy(update={"lines": lines}))
    assert ([False], 2) == ([j.known for j in one.jobs], len(one.annotations))


def test_a_place_that_several_jobs_tell_of_is_annotated_once_however_they_say_it() -> None:
    third = LOG.replace("`os` imported", "`os` (0x7f03) imported")
    (one,) = told(stopped(LOG, third))
    assert [CART, SHOP] == [(a.path, a.line, a.column, a.title) for a in one.annotations]


def test_a_job_leads_to_its_own_page_and_names_command_and_step() -> None:
    shown = "##[group]Run ruff check .\n\x1b[36;1mruff check .\x1b[0m\nshell: /usr/bin/bash -e {0}\n"
    (one,) = told(stopped(LOG.replace("##[group]Run ruff check .\n", shown)))
    ((url, command, code),) = [(j.url, j.command, j.code) for j in one.jobs]
    assert (True, "ruff check .", 1) == (url.endswith("/job/202"), command, code)


def test_each_failure_of_a_job_is_told_and_the_job_that_says_why_comes_first() -> None:
    two = LOG + "##[group]Run pytest\n##[endgroup]\nFAILED a.py::test_b - assert 1 == 2\n" + END
    (one,) = told(stopped("nothing\n", two))
    first, last = one.jobs
    assert ("CI / test-1", {"lint", "test"}) == (first.name, {first.kind, *(o.kind for o in first.others)})
    assert ("CI / test-0", "its log does not say why") == (last.name, last.words)


def test_a_long_message_is_cut_with_a_sign_that_it_was() -> None:
    long = LOG.replace("imported but unused", "unused " * 90)
    (one,) = told(stopped(long))
    assert max(len(a.message) for a in one.annotations) <= LONGEST


def test_a_pull_request_whose_failures_passed_on_re_run_says_so_once() -> None:
    passed = run(job("test-0", id=7), id=60, event="pull_request")
    mended = proposed(LOG, shown="diagnosis-old").model_copy(update={"runs": (passed,), "failed": ()})
    seen = snapshot(commit("a", passing(1)), pulls=(mended,), config=ALL)
    assert [((), diagnosis_digest(()))] == [(one.jobs, one.digest) for one in told(seen)]
    assert [] == told(visible(seen, plan(seen)))


@pytest.mark.parametrize(
    "facts",
    [
        {"diagnosed": None},
        {"failed": ()},
        {"unread": "502"},
        {"runs": ()},
        {"runs": (red(None, id=50, event="pull_request", times=1, conclusion=None, status="in_progress"),)},
    ],
)
def test_a_pull_request_of_which_not_all_is_known_waits(facts: dict[str, Any]) -> None:
    seen = snapshot(commit("a", passing(1)), pulls=(proposed(LOG, **facts),), config=ALL)
    assert [] == told(seen)


def test_a_pull_request_waits_for_the_log_that_could_not_be_read() -> None:
    facts = {"pulls": (proposed(LOG, None),), "config": ALL}
    assert 1 == len(told(snapshot(commit("a", passing(1)), **facts)))
    assert [] == told(snapshot(commit("a", passing(1)), **facts, unread=(unread("annotations: job 5011"),)))


def test_a_run_whose_jobs_nobody_could_read_is_waited_for() -> None:
    blind = run(id=50, event="pull_request", conclusion="failure")
    its = proposed(LOG).model_copy(update={"runs": (blind,), "failed": (blind,)})
    assert [] == told(snapshot(commit("a", passing(1)), pulls=(its,), config=ALL))


def test_a_head_that_is_the_lines_own_is_told_as_the_lines() -> None:
    its = proposed(OTHER, head=sha("b"), diagnosed=Diagnosed(head=sha("b")))
    assert [sha("b")] == [one.head for one in told(stopped(LOG, pulls=(its,), config=ALL))]


def test_an_older_run_of_a_workflow_does_not_count() -> None:
    older = red(OTHER, id=40, event="pull_request", times=1, updated=minutes(-9))
    its = proposed(LOG)
    its = its.model_copy(update={"runs": (older, *its.runs)})
    (one,) = told(snapshot(commit("a", passing(1)), pulls=(its,), config=ALL))
    assert [CART, SHOP] == [(a.path, a.line, a.column, a.title) for a in one.annotations]


def last_told(seen: Snapshot) -> tuple[str, str, str]:
    """Name, words and page of the job that is told last."""
    (one,) = told(seen)
    return one.jobs[-1].name, one.jobs[-1].words, one.jobs[-1].url


def test_what_others_report_has_no_log_on_github() -> None:
    history = (
        commit("b", red(LOG), checks=(check("build", "failure"),)),
        commit("a", passing(1), checks=(check("build"),)),
    )
    seen = snapshot(*history, diagnosed=(Diagnosed(head=sha("b")),), config=config(line={"green": ["*"]}))
    assert ("build", "its log is not on GitHub", "https://ci/1") == last_told(seen)


def test_a_workflow_that_could_not_begin_says_so() -> None:
    never = (job(WHOLE, NOT_BEGUN, attempt, id=0) for attempt in (1, 2))
    begins = run(*never, id=3, path=".github/workflows/e2e.yml", workflow="E2E", conclusion=NOT_BEGUN)
    history = (commit("b", red(LOG), begins), commit("a", passing(1)))
    seen = snapshot(*history, diagnosed=(Diagnosed(head=sha("b")),))
    assert ("E2E", "it could not begin", begins.url) == last_told(seen)


def test_lines_of_a_log_that_was_not_kept_whole_are_told_by_their_numbers_in_it() -> None:
    (one,) = told(stopped("begun\n" + gap(1_000) + LOG))
    assert "src/cart.py:3:8: F401 `os` imported but unused" == dict(one.jobs[0].lines)[1_004]
