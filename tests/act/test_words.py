"""The words people read: right, calm, and harmless whatever a repository puts into them."""

import re
from typing import Any

import pytest

from bot.act.job_words import dead_letter, job_body, job_title, record_comment
from bot.act.markdown import code, flat, length, plain, sentence
from bot.act.words import clock, tree
from bot.model.evidence import MOST_HELD, Evidence, Held, Proof, Usual
from bot.model.jobs import Record, Times, Try
from bot.model.markers import dead_letter_marker, key_marker, story_marker
from bot.model.telling import Course, Reason
from tests.act.telling import RED, story, told
from tests.building import AT, KEY, minutes, record, red_facts


def test_a_blocked_pull_request_is_told_why_since_when_and_the_ways_through() -> None:
    found = told("stopped", course=Course(incident=12))
    assert "Main is broken, not this PR: CI / test, since 2026-11-23 16:41 UTC" == found.title
    assert [
        "Merging waits so the breakage doesn't spread.",
        "- [CI / test](https://github.com/acme/shop/actions/runs/1): `tests/test_cart.py::test_total - assert 2 == 3` "
        "(failed twice) · since `bbbbbbb` by `alice`",
        "Incident: #12.",
        "**You need do nothing.** This turns green by itself; auto-merge stays armed.",
        "*This PR fixes main?* Merge main into it; when CI / test passes here, it goes through. "
        "A revert of exactly `bbbbbbb` goes through without that. "
        "Now: no proof: CI / test has not run on it.",
        "*Urgent and unrelated, or CI / test runs only after a merge?* A colleague comments "
        "`/andon pass <sha> <reason>` here, or presses *Let this head pass*.",
        "*Andon wrong?* `/andon wrong <reason>`, or *Wrong stop*.",
        "*Andon itself dead?* An owner sets the ruleset to evaluate: https://github.com/acme/shop/settings/rules",
    ] == found.summary.split("\n\n")
    assert "What this rests on:\n\n- ✗ no proof: CI / test has not run on it\n  - ✓ fine" == found.text


def test_several_failures_take_their_verbs_in_the_plural() -> None:
    both = (red_facts(), red_facts(id="lint", name="CI / lint"))
    assert [
        "when CI / test, CI / lint pass here, it goes through",
        "or CI / test, CI / lint run only after a merge?*",
    ] == re.findall(
        r"(?:when|or) CI / test, CI / lint .*?(?:through|\?\*)", told("stopped", reds=both).summary
    )
    assert told("proving", reds=both).title.endswith("CI / test, CI / lint tell")


def test_a_pull_request_blocked_before_its_incident_is_known_is_shown_where_it_will_be() -> None:
    link = "https://github.com/acme/shop/issues?q=is%3Aissue+label%3Aandon"
    assert f"Incident: [the newest job]({link})." in told("stopped").summary


def test_a_group_whose_proof_is_under_way_is_told_what_decides() -> None:
    found = told("proving")
    assert "Waiting: does this fix main? CI / test tells" == found.title
    assert "No proof: CI / test has not run on it." == found.summary.split("\n\n")[0]
    assert "its pull request leaves the queue" in found.summary


def test_a_job_tells_what_left_the_merge_queue() -> None:
    body = job_body(story(held=Held(pulls=(1, 2), ejected=(2,), at=AT)))
    assert "UTC). Out of the merge queue: #2." in body


def test_a_warning_says_that_nothing_is_held() -> None:
    found = told("stopped", advisory=True)
    assert "Main is broken: CI / test, since 2026-11-23 16:41 UTC" == found.title
    assert "Nothing is held: Andon only warns here." in found.summary
    assert "You need do nothing" not in found.summary


@pytest.mark.parametrize(
    ("kind", "title", "summary"),
    [
        ("running", "Main is green", "Nothing holds this pull request."),
        (
            "no-signal",
            "No signal on main",
            "No proof: CI / test has not run on it. Nothing is held, and nothing is known to be green.",
        ),
        ("off", "Andon holds nothing here", "No proof: CI / test has not run on it."),
        (
            "proven",
            "Passes: it fixes main",
            "Main is stopped; this pull request no proof: CI / test has not run on it.\n\n"
            "Merging it is how the line restarts.",
        ),
    ],
)
def test_every_other_verdict_has_its_words(kind: str, title: str, summary: str) -> None:
    assert (title, summary) == ((found := told(kind)).title, found.summary)


def test_a_commit_proposed_twice_names_the_others() -> None:
    assert (
        "This commit is also the head of #3, #4; the check is theirs too."
        in told("running", others=(3, 4)).summary
    )


def test_many_reds_are_two_names_and_a_number_in_a_title() -> None:
    reds = tuple(red_facts(name=f"CI / t{n}") for n in range(9))
    assert told("stopped", reds=reds).title.startswith(
        "Main is broken, not this PR: CI / t0, CI / t1 and 7 more,"
    )


def test_a_title_is_no_markdown() -> None:
    reds = (red_facts(name="CI / unit_tests [3.12]"),)
    assert "CI / unit_tests [3.12]" in told("stopped", reds=reds).title
    assert "main stopped: CI / unit_tests [3.12], since bbbbbbb" == job_title(story(reds=reds))


def test_a_job_tells_now_times_evidence_tries_and_proof() -> None:
    tried = (
        Try(rung="autofix", result="lost", why="its worker never started", at=AT),
        Try(rung="autofix", result="fixed", why="#21 was merged", at=AT, run=7),
    )
    kept = record(reds=(RED,))
    times = kept.times.model_copy(update={"fixed": minutes(1), "green": minutes(2)})
    proof = Proof(commit="c" * 40, run=9, attempt=2, pull=21)
    body = job_body(story(state="done", now="fixed by #21", times=times, tried=tried, proof=proof))
    assert [
        "Done: fixed by #21.",
        "Red 2026-11-23 16:41 UTC · stopped 2026-11-23 16:42 UTC · fixed 2026-11-23 16:46 UTC · green 2026-11-23 16:47 UTC"
        " · stopped for 5 min",
        "Held: no pull request.",
        "Evidence:\n- [CI / test](https://github.com/acme/shop/actions/runs/1): "
        "`tests/test_cart.py::test_total - assert 2 == 3` (failed twice) · since `bbbbbbb` by `alice`\n"
        "  failed twice since; passed once before, last on aaaaaaa",
        "Tried:\n- autofix ✗ its worker never started (2026-11-23 16:45 UTC)\n"
        "- autofix ✓ #21 was merged (2026-11-23 16:45 UTC, run 7)",
        f"Proof: main passed at {'c' * 40}, run 9 attempt 2 by #21.",
        "Close this issue to stop Andon from trying; reopen it to let it go on.",
    ] == body.split("\n\n")[:-1]


def test_a_job_that_is_not_done_says_what_happens_now() -> None:
    body = job_body(story())
    assert body.startswith("Now: attempt 1 (autofix) waits for a runner.\n")
    assert "fixed — · green —" in body
    assert "Tried:" not in body
    assert "Proof:" not in body


def test_a_blocked_pull_request_is_told_what_is_on_it_and_how_long_it_may_last() -> None:
    course = Course(incident=12, fix=21, usual=Usual(seconds=660, of=14))
    lines = told("stopped", course=course).summary.split("\n\n")
    assert ["Incident: #12 · fix: #21.", "Usually over in 11 min (median of 14)."] == lines[2:4]


def test_a_job_tells_what_it_holds_and_what_slipped_in() -> None:
    held = Held(pulls=(1, 2, 3), ready=1, at=AT)
    row = "Held: 3 pull requests (1 ready, counted 2026-11-23 16:45 UTC). Merged in the gap: #4, abc1234."
    assert row in job_body(story(held=held, gap=("#4", "abc1234"))).split("\n\n")
    assert "; 3 pull requests held. Attempt" in dead_letter(story(held=held))


def test_what_is_too_much_to_name_is_counted() -> None:
    held = Held(pulls=tuple(range(MOST_HELD)), ready=1, at=AT)
    body = job_body(story(held=held, gap=tuple(f"#{n}" for n in range(23))))
    assert "Held: more than 2000 pull requests (1 ready" in body
    assert "#19 and 3 more.\n" in body


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"failures": 1}, "failed once since; no pass is known before"),
        (
            {"failures": 3, "passes": 5, "passed": "a" * 40, "between": 1, "same": True},
            "failed 3 times since, in the same way each time; passed 5 times in a row before, last on aaaaaaa; "
            "of the 1 commit between nothing is known",
        ),
        (
            {"failures": 2, "passes": 1, "passed": "a" * 40, "same": False},
            "failed twice since, not always in the same way; passed once before, last on aaaaaaa",
        ),
    ],
)
def test_evidence_is_told_in_counts(facts: dict[str, Any], expected: str) -> None:
    body = job_body(story(reds=(red_facts(evidence=Evidence(**facts)),)))
    assert f"by `alice`\n  {expected}\n" in body


def test_a_record_of_before_counts_were_kept_is_told_without() -> None:
    assert "by `alice`\n\nClose" in job_body(story(reds=(red_facts(evidence=None),)))


def test_a_command_is_told_so_that_it_can_be_copied() -> None:
    body = job_body(story(reds=(RED, red_facts(reproduce="pytest -k 'a`b```c'\n  --x"))))
    expected = "Reproduce:\n\n````\ngit checkout bbbbbbb\npytest -k 'a`b```c'\n  --x\n````\n"
    assert expected in body


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "1 min"), (89, "1 min"), (91, "2 min"), (3600, "1 h"), (7500, "2 h 5 min")],
)
def test_a_length_is_told_in_minutes_and_hours(seconds: int, expected: str) -> None:
    assert expected == length(seconds)


def test_a_proof_without_run_or_fix_says_less() -> None:
    assert f"Proof: main passed at {'c' * 40}." in job_body(
        story(proof=Proof(commit="c" * 40, run=None, attempt=1))
    )


def test_a_job_carries_the_marks_that_say_whose_it_is() -> None:
    its = story()
    assert job_body(its).endswith(f"\n\n{key_marker(KEY)}\n{story_marker(its.digest)}")


def test_a_job_without_reds_has_a_title() -> None:
    assert "main stopped" == job_title(story(reds=()))


def test_the_first_failing_commit_is_in_the_title() -> None:
    earlier = red_facts(name="CI / lint", commit="e" * 40, since=minutes(-9))
    assert job_title(story(reds=(RED, earlier))).endswith("since eeeeeee")


def test_the_dead_letter_hands_over_once_and_for_all() -> None:
    tried = (Try(rung="autofix", result="nothing", why="it changed nothing", at=AT, run=7),)
    letter = dead_letter(story(state="dead-letter", now="no safe move is left", tried=tried))
    assert [
        "**Andon has no safe move left**",
        "main has been stopped since 2026-11-23 16:42 UTC. No safe move is left.",
        "Tried:\n- autofix – it changed nothing (2026-11-23 16:45 UTC, run 7)",
    ] == letter.split("\n\n")[:3]
    assert letter.endswith(dead_letter_marker(minutes(-3)))
    assert "Tried:" not in dead_letter(story())


def test_the_letter_of_what_never_stopped_says_since_when_it_is_red() -> None:
    never = story(times=Times(red=RED.since))
    assert f"main has been red since {clock(RED.since)}" in dead_letter(never)
    assert "main has been stopped since" in dead_letter(story())


def test_a_record_comment_gives_the_record_back() -> None:
    kept = record(reds=(RED,))
    body = record_comment(kept.encode())
    assert kept == Record.decode(body)
    assert body.startswith("Andon keeps this job's record in this comment;")


def test_trees_are_indented_lists() -> None:
    leaf = Reason(status="unknown", text="leaf")
    branch = Reason(status="waiting", text="branch", children=(leaf,))
    assert ["- ✓ root", "  - … branch", "    - ? leaf"] == tree(
        Reason(status="ok", text="root", children=(branch,))
    )


def test_times_are_absolute_and_what_has_not_happened_is_a_dash() -> None:
    assert ("2026-11-23 16:45 UTC", "—") == (clock(AT), clock(None))


def test_a_sentence_begins_large_and_ends_with_one_stop() -> None:
    assert "It ended." == sentence("it ended.")
    assert "." == sentence("")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CI / test (3.12)", "CI / test (3.12)"),
        ("@acme/all", "@\u2060acme/all"),
        ("me@home", "me@\u2060home"),
        ("&#64;acme", "\\&#64;acme"),
        ("**b** _i_ `c` ~s~", "\\*\\*b\\*\\* \\_i\\_ \\`c\\` \\~s\\~"),
        ("[x](http://y)", "\\[x\\](http://y)"),
        ("<img src=x>", "\\<img src=x\\>"),
        ("<!-- andon:record {} -->", "\\<! -- andon:record {} --\\>"),
        ("a|b", "a\\|b"),
        ("a\\*b", "a\\\\\\*b"),
        ("a\nb\r\n# c", "a b  # c"),
        ("a\x00\x1b[31mb\x7f\x85", "a  \\[31mb  "),
        ("evil\u202etxt.exe\u2066\u200b\u2028\ufeff", "evil txt.exe    "),
        ("half \ud800", "half  "),
    ],
)
def test_text_from_outside_is_one_harmless_line(text: str, expected: str) -> None:
    assert expected == plain(text)


def test_code_cannot_be_left() -> None:
    assert "`a'b' @c <d>`" == code("a`b` @c <d>")
    assert "`a b`" == code("\na\nb\n")
    assert "` `" == code("\n")
    assert 202 == len(code("x" * 999))


def test_flat_text_is_short() -> None:
    assert 500 == len(flat("x" * 9999))
