"""A diagnosis on GitHub: one check run with its annotations, 50 a request, whole or made anew."""

from typing import Any

import httpx
import pytest

from bot.act.diagnosis_words import words
from bot.github.errors import Broken
from bot.model.diagnosed import DIAGNOSIS_CHECK, Annotation, FailedJob, Said, ShowDiagnosis
from bot.sandbox import Sandbox
from bot.sandbox.store import CheckRun
from tests.act.effects import outcomes, perform
from tests.rig import Rig, make_rig


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    return make_rig(gh)


def failed(**facts: Any) -> FailedJob:
    """A job that ruff failed."""
    given: dict[str, Any] = {
        "name": "CI / lint",
        "url": "https://github.com/acme/shop/actions/runs/1",
        "kind": "lint",
        "tool": "ruff",
        "words": "app.py:1:1: F401 unused",
        "lines": ((7, "app.py:1:1: F401 unused"),),
    }
    return FailedJob(**(given | facts))


def showing(rig: Rig, places: int, digest: str = "diagnosis-1", **facts: Any) -> ShowDiagnosis:
    """The effect that shows a diagnosis with so many places on the repository's head."""
    annotations = tuple(
        Annotation(path="app.py", line=n + 1, column=1 if n % 2 else None, message=f"no {n}", title="ruff")
        for n in range(places)
    )
    told: dict[str, Any] = {"jobs": (failed(),), "annotations": annotations, **facts}
    return ShowDiagnosis(head=rig.repo.head(), digest=digest, **told)


def checks(rig: Rig) -> list[CheckRun]:
    """Our diagnoses on the repository's head."""
    return rig.repo.checks(rig.repo.head(), DIAGNOSIS_CHECK)


@pytest.mark.parametrize("places", [0, 1, 50, 51, 100, 101, 150])
def test_every_place_is_shown_however_many_requests_it_takes(rig: Rig, places: int) -> None:
    assert ["done"] == outcomes(rig, showing(rig, places))
    (check,) = checks(rig)
    assert ("completed", "neutral", "diagnosis-1") == (check.status, check.conclusion, check.external_id)
    assert list(range(1, places + 1)) == [one["start_line"] for one in check.annotations]


def test_a_column_is_told_where_there_is_one(rig: Rig) -> None:
    perform(rig, showing(rig, 2))
    (check,) = checks(rig)
    assert [None, (1, 1)] == [
        (one["start_column"], one["end_column"]) if "start_column" in one else None
        for one in check.annotations
    ]


def test_nothing_hidden_in_a_log_is_in_an_annotation(rig: Rig) -> None:
    hostile = Annotation(path="app.py", line=1, message="no\x00\x1b[1m \u202egnp\nmore", title="a\x07b")
    perform(rig, showing(rig, 0, annotations=(hostile,)))
    (check,) = checks(rig)
    assert [("no  [1m  gnp\nmore", "a b")] == [(one["message"], one["title"]) for one in check.annotations]


def test_an_annotation_of_nothing_that_can_be_seen_says_its_title(rig: Rig) -> None:
    blank = Annotation(path="app.py", line=1, message="\u202e\x07 \n", title="ruff F401")
    perform(rig, showing(rig, 0, annotations=(blank,)))
    (check,) = checks(rig)
    assert ["ruff F401"] == [one["message"] for one in check.annotations]


def test_what_github_does_not_know_yet_is_refused_not_an_error(rig: Rig) -> None:
    done = perform(rig, showing(rig, 0).model_copy(update={"head": "f" * 40}))
    assert ("refused", True) == (done.outcome, done.note.startswith("No commit found for SHA"))


def test_one_that_was_cut_short_is_not_known_by_its_digest_and_made_anew(rig: Rig) -> None:
    class Dies(httpx.AsyncHTTPTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.method == "PATCH":
                raise httpx.ConnectError("gone", request=request)
            return await super().handle_async_request(request)

    with pytest.raises(Broken):
        perform(rig, showing(rig, 60), Dies())
    assert [("in_progress", "", 50)] == [
        (c.status, c.external_id or "", len(c.annotations)) for c in checks(rig)
    ]
    assert ["done"] == outcomes(rig, showing(rig, 60))
    assert ("completed", "diagnosis-1", 60) == (
        (newest := checks(rig)[-1]).status,
        newest.external_id,
        len(newest.annotations),
    )


def test_a_new_diagnosis_is_a_check_run_of_its_own(rig: Rig) -> None:
    assert ["done", "done"] == outcomes(rig, showing(rig, 3), showing(rig, 1, "diagnosis-2"))
    assert [3, 1] == [len(check.annotations) for check in checks(rig)]


def test_the_words_name_job_class_tool_and_what_it_says(rig: Rig) -> None:
    told = words(
        showing(rig, 0, jobs=(failed(), failed(name="CI / test", known=True, tests=("a::b",))), more=3)
    )
    assert "CI / lint: app.py:1:1: F401 unused (and 1 more job)" == told.title
    assert "lint by ruff `app.py:1:1: F401 unused`" in told.summary
    assert "fails the same way on the branch" in told.summary
    assert "3 more places are not shown: too many." in told.summary
    assert "This check holds nothing." in told.summary
    assert "- `a::b`" in told.text
    assert "     7 app.py:1:1: F401 unused" in told.text


def test_nothing_in_a_log_leaves_its_fence_or_mentions_anybody(rig: Rig) -> None:
    evil = "```\n@alice <script>\x1b[2J \u202e"
    told = words(
        showing(
            rig,
            0,
            jobs=(failed(name=evil, words=evil, tests=(evil,) * 30, lines=((1, "```` @alice \x00"),)),),
        )
    )
    fences = [line for line in told.text.splitlines() if line.lstrip().startswith("```")]
    assert ["`````", "`````"] == fences
    assert "- and 10 more" in told.text
    outside = told.text.partition("`````")[0].replace("`", "") + told.summary + told.title
    assert [] == [sign for sign in ("\x1b", "\u202e") if sign in outside]
    assert "@alice" not in told.title


def test_a_diagnosis_with_more_to_say_than_github_takes_is_cut(rig: Rig) -> None:
    long = tuple((n, "x" * 900) for n in range(50))
    assert ["done"] == outcomes(rig, showing(rig, 0, jobs=tuple(failed(lines=long) for _ in range(20))))


def test_what_is_not_shown_is_counted_with_its_reason(rig: Rig) -> None:
    told = words(showing(rig, 0, more=1, lost=1)).summary
    assert (
        "1 more place is not shown: too many. "
        "1 place is not shown: in no file of this commit, or in several that could be meant."
    ) in told
    assert "2 places are not shown: in no file" in words(showing(rig, 0, lost=2)).summary


def test_jobs_of_which_the_same_is_told_are_told_together(rig: Rig) -> None:
    matrix = tuple(failed(name=f"CI / test (3.1{n})", url=f"https://x/{n}", tests=("t",)) for n in range(3))
    told = words(showing(rig, 0, jobs=matrix))
    assert (
        "- [CI / test (3.10)](https://x/0), [CI / test (3.11)](https://x/1) and [CI / test (3.12)](https://x/2): "
        "lint by ruff `app.py:1:1: F401 unused`\n"
    ) in told.summary
    assert 1 == told.text.count("F401 unused")
    assert told.text.startswith("### CI / test (3.10), CI / test (3.11) and CI / test (3.12)\n")
    assert "As CI / test (3.10) says it:" in told.text
    assert "CI / test (3.10): app.py:1:1: F401 unused (and 2 more jobs)" == told.title
    many = words(showing(rig, 0, jobs=tuple(failed(name=f"CI / {n}") for n in range(13))))
    assert "### CI / 0, CI / 1" in many.text and "CI / 9 and 3 more\n" in many.text


def test_each_of_several_failures_of_a_job_is_told(rig: Rig) -> None:
    besides = (Said(kind="test", tool="pytest", words="a::b - no"), Said(kind="build", words="?", sure=False))
    told = words(showing(rig, 0, jobs=(failed(others=besides),)))
    assert (
        "lint by ruff `app.py:1:1: F401 unused`\n"
        "  - besides: test by pytest `a::b - no`\n"
        "  - besides: perhaps build `?`\n"
    ) in told.summary


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"command": "ruff check .", "code": 1}, "`ruff check .` ended with exit code 1."),
        ({"command": "make", "step": "Run make"}, "`make` failed."),
        (
            {"command": "make\nmore", "step": "Build"},
            "`make more` failed. The first step that failed: `Build`.",
        ),
        ({"step": "Run actions/checkout@v4"}, "The first step that failed: `Run actions/checkout@v4`."),
    ],
)
def test_the_details_name_the_command_and_the_step(rig: Rig, facts: dict[str, Any], expected: str) -> None:
    told = words(showing(rig, 0, jobs=(failed(**facts),)))
    assert ["### CI / lint", expected] == told.text.split("\n\n")[:2]


def test_a_path_keeps_its_letters_and_is_told_once_outside_the_log(rig: Rig) -> None:
    told = words(showing(rig, 0))
    assert "App.py" not in told.text
    assert 1 == told.text.count("app.py")


def test_a_job_of_which_no_log_says_why_has_no_class(rig: Rig) -> None:
    silent = failed(kind="", tool=None, words="its log was not read", lines=())
    told = words(showing(rig, 0, jobs=(failed(), silent)))
    assert (
        "- [CI / lint](https://github.com/acme/shop/actions/runs/1): its log was not read\n" in told.summary
    )


def test_tests_that_fail_on_the_branch_too_are_told_so(rig: Rig) -> None:
    told = words(showing(rig, 0, jobs=(failed(tests=("own", "its"), also=("its",)),)))
    assert "- `own`\n- `its` · fails on the branch that it goes into, too" in told.text


def test_details_are_cut_between_jobs_so_that_no_block_of_code_stays_open(rig: Rig) -> None:
    long = tuple((n, "x" * 900) for n in range(50))
    jobs = tuple(failed(name=f"CI / {n}", words=f"no {n}", lines=long) for n in range(3))
    told = words(showing(rig, 0, jobs=jobs)).text
    assert (2, True) == (told.count("```"), told.endswith("There is no room for more."))
