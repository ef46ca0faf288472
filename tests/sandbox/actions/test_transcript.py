"""Logs, steps and annotations of jobs that really ran."""

from pathlib import Path

from tests.sandbox.actions.conftest import House, by_key, lines, one


def test_a_failing_step_is_in_the_log_as_github_writes_it(house: House) -> None:
    run = house.workflow(
        one("""\
        - name: Lint
          run: |
            echo "::error file=cart.py,line=8::expected 3"
            exit 3
        - run: echo never
        - if: failure()
          run: echo after
        """)
    )
    job = by_key(run)["test"]
    assert "failure" == run.conclusion
    assert [
        '##[group]Run echo "::error file=cart.py,line=8::expected 3"',
        '\x1b[36;1mecho "::error file=cart.py,line=8::expected 3"\x1b[0m',
        "\x1b[36;1mexit 3\x1b[0m",
        "shell: /usr/bin/bash -e {0}",
        "##[endgroup]",
        "##[error]expected 3",
        "##[error]Process completed with exit code 3.",
    ] == lines(job)[:7]
    assert [
        ("Set up job", "success"),
        ("Lint", "failure"),
        ("Run echo never", "skipped"),
        ("Run echo after", "success"),
        ("Complete job", "success"),
    ] == [(step.name, step.conclusion) for step in job.steps]
    assert [("cart.py", 8, "expected 3"), (".github", 1, "Process completed with exit code 3.")] == [
        (note["path"], note["start_line"], note["message"]) for note in job.check.annotations
    ]


def test_a_step_that_may_fail_counts_as_success(house: House) -> None:
    run = house.workflow(one("- {run: exit 1, continue-on-error: true}\n- run: echo on"))
    assert ["success"] * 4 == [step.conclusion for step in by_key(run)["test"].steps]
    assert "success" == run.conclusion


def test_all_that_a_failing_step_prints_is_in_the_log(house: House) -> None:
    run = house.workflow(one("- run: seq 5000; [ -t 1 ] && echo terminal; sleep 3 & exit 1"))
    assert [str(n) for n in range(1, 5001)] == lines(by_key(run)["test"])[4:-1]


def test_what_an_action_prints_is_in_the_log_too(house: House, actions: dict[str, Path]) -> None:
    (actions["andon/bot"] / "action.yml").write_text(
        """\
runs:
  using: composite
  steps:
    - {shell: bash, run: echo one}
    - {shell: sh, id: named, run: echo two}
    - {shell: python, run: print('three')}
    - {shell: bash, run: bash -c 'echo four; exit 7'}
"""
    )
    job = by_key(house.workflow(one("- uses: andon/bot@main")))["test"]
    said = [line for line in lines(job) if line in ("one", "two", "three", "four")]
    assert ["one", "two", "three", "four"] == said
    assert "##[error]Process completed with exit code 7." == lines(job)[-1]
