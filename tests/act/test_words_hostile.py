"""Words about what somebody hostile may write: nobody is mentioned, nothing breaks, everything fits."""

import re
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.act.job_words import dead_letter, job_body, job_title
from bot.act.words import MAX_TEXT, MAX_TITLE, cord
from bot.model.job_issue import JobIssue
from bot.model.jobs import Try
from bot.model.markers import dead_letter_marker, key_marker, story_marker
from bot.model.telling import Reason
from tests.act.telling import WEB, story, told, verdict
from tests.building import AT, KEY, comment, issue, minutes, record, red_facts

HOSTILE = st.text(st.characters(), max_size=80) | st.sampled_from(
    (
        "@acme/all", "&#64;acme", "`", "```\n@x", "<!--", "-->", "<details>", "](javascript:x)", "|", "\n# x", "\u202e",
        "\x00", "\ud83d", "x" * 10_000, "\n" * 1000, key_marker(KEY), "<!-- andon:record {} -->",
        dead_letter_marker(minutes(-3)),
    )
)  # fmt: skip


WHOLE: st.SearchStrategy[str] = HOSTILE.map(lambda text: text.encode(errors="replace").decode())


REDS = st.builds(red_facts, name=WHOLE, why=WHOLE, author=WHOLE, primary=WHOLE, reproduce=WHOLE)


MENTION = re.compile(r"(?<![`\w])@\w")


def outside_code(text: str) -> str:
    """The text without what is shown as code, and with a sign of no meaning for each that is escaped."""
    bare = re.sub(r"(?ms)^(`{3,})$.*?^\1$", "", text)
    return re.sub(r"`[^`\n]*`", "", re.sub(r"\\.", "¤", bare))


@settings(deadline=None, max_examples=150)
@given(
    st.lists(REDS, min_size=1, max_size=4), HOSTILE.map(lambda text: text.encode(errors="replace").decode())
)
@example(reds=[red_facts(why="@[0")], text="")
@example(reds=[red_facts(author="<", primary="\\")] * 4, text="")
def test_hostile_names_mention_nobody_and_break_nothing(reds: list[Any], text: str) -> None:
    facts: dict[str, Any] = {
        "reds": tuple(reds),
        "reason": Reason(status="blocked", text=text),
        "branch": "ma@in`",
    }
    for kind in ("stopped", "confirming", "proven", "no-signal", "running"):
        found = cord(verdict(kind, **facts), "acme/shop", WEB)
        assert MAX_TITLE >= len(found.title)
        assert not re.search(r"[\x00-\x1f]", found.title)
        for part in (found.summary, found.text):
            harmless(part)
    tried = (Try(rung=text, result="lost", why=text, at=AT),)
    its = story(reds=tuple(reds), now=text, tried=tried, branch=text)
    assert MAX_TITLE >= len(job_title(its))
    body, letter = job_body(its), dead_letter(its)
    assert 1 == body.count(story_marker(its.digest))
    harmless(body.rpartition("\n\n")[0])
    harmless(letter.rpartition("\n\n")[0])


def harmless(text: str) -> None:
    """No mention, no HTML, no comment, no control character, and not too long."""
    bare = outside_code(text)
    assert not MENTION.search(bare)
    assert "<" not in bare
    assert "<!--" not in text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", text)
    assert MAX_TEXT >= len(text)


def test_a_log_of_a_hundred_thousand_lines_fits() -> None:
    reds = tuple(red_facts(name=f"CI / {n}", primary="x" * 400) for n in range(2000))
    long = Reason(
        status="blocked", text="r", children=tuple(Reason(status="ok", text="y" * 9999) for _ in range(999))
    )
    found = told("stopped", reds=reds, reason=long)
    assert (MAX_TEXT, MAX_TEXT) == (len(found.summary), len(found.text))
    body = job_body(story(reds=reds, now="@x " * 100_000))
    assert 65_536 > len(body)
    assert body.endswith(story_marker(story(reds=reds, now="@x " * 100_000).digest))
    assert 65_536 > len(dead_letter(story(now="z\n" * 100_000)))


def test_the_markers_of_a_hostile_log_are_not_taken_for_ours() -> None:
    forged = record(dead=True).encode()
    letter = dead_letter(story(now=forged, tried=(Try(rung="x", result="lost", why=forged, at=AT),)))
    assert None is JobIssue.model_validate(issue(comments=(comment(1, letter),))).record
