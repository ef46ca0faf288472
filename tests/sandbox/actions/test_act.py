"""Jobs that really run: what a workflow sees and does through act."""

import json
from pathlib import Path

from tests.sandbox.actions.conftest import House, by_key, conclusions, lines, one

CI = """\
name: CI
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    outputs:
      greeting: ${{ steps.greet.outputs.greeting }}
    steps:
      - id: greet
        name: Greet
        run: |
          echo "greeting=hello $GITHUB_SHA" >> "$GITHUB_OUTPUT"
      - run: echo "$GITHUB_REPOSITORY $GITHUB_EVENT_NAME $GITHUB_REF $GITHUB_API_URL $GITHUB_RUN_ATTEMPT"
  use:
    needs: test
    runs-on: ubuntu-latest
    steps:
      - env: {GREETING: "${{ needs.test.outputs.greeting }}"}
        run: echo "got $GREETING"
"""


def test_a_push_runs_jobs_in_order_and_hands_outputs_on(house: House) -> None:
    run = house.workflow(CI)
    assert {"test": "success", "use": "success"} == conclusions(run)
    assert f"got hello {house.head}" in lines(by_key(run)["use"])
    assert "acme/shop push refs/heads/main http://127.0.0.1:1/api/v3 1" in lines(by_key(run)["test"])


def test_the_environment_is_githubs_and_not_the_hosts(house: House) -> None:
    run = house.workflow(one("- run: env | sort"))
    seen = dict(line.split("=", 1) for line in lines(by_key(run)["test"]) if "=" in line)
    assert {
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTOR": "alice",
        "GITHUB_GRAPHQL_URL": "http://127.0.0.1:1/api/graphql",
        "GITHUB_JOB": "test",
        "GITHUB_REF_NAME": "main",
        "GITHUB_REPOSITORY_ID": str(house.repo.id),
        "GITHUB_RUN_ID": str(run.id),
        "GITHUB_RUN_NUMBER": "1",
        "GITHUB_SERVER_URL": "http://127.0.0.1:1",
        "GITHUB_SHA": house.head,
        "GITHUB_WORKFLOW": "CI",
        "GITHUB_WORKFLOW_REF": "acme/shop/.github/workflows/ci.yml@refs/heads/main",
    }.items() <= seen.items()
    assert not [name for name in seen if name in ("GITHUB_TOKEN", "PYTEST_CURRENT_TEST", "VIRTUAL_ENV")]
    assert "ACTIONS_ID_TOKEN_REQUEST_URL" not in seen


def test_the_event_is_in_its_file_and_its_context(house: House) -> None:
    run = house.workflow(
        one("- run: cat \"$GITHUB_EVENT_PATH\"; echo; echo 'after ${{ github.event.after }}'")
    )
    log = lines(by_key(run)["test"])
    event = next(json.loads(line) for line in log if line.startswith("{"))
    assert (house.head, f"after {house.head}") == (event["after"], log[-1])


def test_a_matrix_from_an_output_gives_one_job_a_row(house: House) -> None:
    run = house.workflow(
        """\
on: push
jobs:
  plan:
    runs-on: ubuntu-latest
    outputs: {rows: "${{ steps.a.outputs.rows }}"}
    steps: [{id: a, run: 'echo ''rows=["3.11", "3.12"]'' >> "$GITHUB_OUTPUT"'}]
  test:
    needs: plan
    name: pytest (${{ matrix.py }})
    runs-on: ubuntu-latest
    strategy: {matrix: {py: "${{ fromJSON(needs.plan.outputs.rows) }}"}}
    steps: [{run: 'echo "on ${{ matrix.py }} of ${{ strategy.job-total }}"'}]
"""
    )
    jobs = by_key(run)
    assert {"plan", "test (3.11)", "test (3.12)"} == jobs.keys()
    assert "pytest (3.12)" == jobs["test (3.12)"].check.name
    assert "on 3.12 of 2" in lines(jobs["test (3.12)"])


def test_a_called_workflow_gets_inputs_and_gives_outputs(house: House, actions: dict[str, Path]) -> None:
    file = actions["andon/bot"] / ".github/workflows/worker.yml"
    file.parent.mkdir(parents=True)
    file.write_text(
        """\
on:
  workflow_call:
    inputs: {job: {type: number, required: true}, note: {type: string}}
    outputs: {patch: {value: "${{ jobs.fix.outputs.patch }}"}}
jobs:
  fix:
    runs-on: ubuntu-latest
    outputs: {patch: "${{ steps.a.outputs.patch }}"}
    steps:
      - id: a
        env: {NOTE: "${{ inputs.note }}"}
        run: 'echo "patch=for ${{ inputs.job }}: $NOTE" >> "$GITHUB_OUTPUT"'
"""
    )
    run = house.workflow(
        """\
on: push
env: {OUTER: not seen inside}
jobs:
  andon:
    uses: andon/bot/.github/workflows/worker.yml@v1
    with: {job: 7, note: "${{ github.ref_name }} $(id) ${{ '{{' }}"}
  after:
    needs: andon
    runs-on: ubuntu-latest
    steps: [{env: {P: "${{ needs.andon.outputs.patch }}"}, run: 'echo "$P"'}]
"""
    )
    assert {"andon / fix": "success", "after": "success"} == conclusions(run)
    assert "for 7: main $(id) {{" in lines(by_key(run)["after"])


def test_an_output_that_holds_a_masked_value_is_dropped_silently(house: House) -> None:
    house.repo.secrets["DEPLOY"] = "s3cret"
    run = house.workflow(
        """\
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    outputs: {secret: "${{ steps.x.outputs.secret }}", own: "${{ steps.x.outputs.own }}", ok: "fine"}
    steps:
      - id: x
        env: {DEPLOY: "${{ secrets.DEPLOY }}"}
        run: |
          echo "::add-mask::mine"
          echo "secret=with $DEPLOY in it" >> "$GITHUB_OUTPUT"
          echo "own=not mine" >> "$GITHUB_OUTPUT"
          echo "$DEPLOY and mine"
  b:
    needs: a
    runs-on: ubuntu-latest
    steps: [{run: 'echo "[${{ needs.a.outputs.secret }}${{ needs.a.outputs.own }}]"'}]
"""
    )
    a = by_key(run)["a"]
    assert ({"ok": "fine"}, "success") == (a.outputs, run.conclusion)
    assert "*** and ***" in lines(a)
    assert "##[warning]Skip output 'secret' since it may contain secret." in lines(a)
    assert "[]" in lines(by_key(run)["b"])


def test_outputs_over_a_megabyte_are_lost(house: House) -> None:
    run = house.workflow(
        one(
            "- {id: a, run: 'echo \"big=$(head -c 1100000 /dev/zero | tr ''\\0'' x)\" >> \"$GITHUB_OUTPUT\"'}",
            job='outputs: {big: "${{ steps.a.outputs.big }}", small: x}\n',
        )
    )
    assert {} == by_key(run)["test"].outputs


def test_a_large_output_arrives_whole(house: House) -> None:
    run = house.workflow(
        one(
            "- {id: a, run: 'echo \"big=$(head -c 500000 /dev/zero | tr ''\\0'' x)\" >> \"$GITHUB_OUTPUT\"'}",
            job='outputs: {big: "${{ steps.a.outputs.big }}"}\n',
        )
    )
    assert "x" * 500_000 == by_key(run)["test"].outputs["big"]


def test_an_unknown_action_fails_the_job_in_githubs_words(house: House) -> None:
    run = house.workflow(one("- run: echo hi\n- uses: who/knows@v1"))
    job = by_key(run)["test"]
    assert ["##[error]Unable to resolve action `who/knows@v1`, repository not found"] == lines(job)
    assert ["failure", "skipped", "skipped", "success"] == [step.conclusion for step in job.steps]


def test_containers_are_not_to_be_had(house: House) -> None:
    run = house.workflow(one("- run: echo hi", job="container: python:3\n"))
    assert "containers" in by_key(run)["test"].log
    assert "failure" == run.conclusion


def test_a_published_action_and_what_it_uses_come_from_folders(
    house: House, actions: dict[str, Path]
) -> None:
    (actions["andon/bot"] / "action.yml").write_text(
        """\
name: Andon
inputs: {who: {default: nobody}}
outputs: {said: {value: "${{ steps.say.outputs.said }}"}}
runs:
  using: composite
  steps:
    - uses: actions/setup-python@v6
    - id: say
      shell: bash
      env: {WHO: "${{ inputs.who }}"}
      run: echo "said=hi $WHO" >> "$GITHUB_OUTPUT"
"""
    )
    run = house.workflow(
        one("- {uses: andon/bot@v1, id: a, with: {who: bob}}\n- run: echo '${{ steps.a.outputs.said }}'")
    )
    assert "success" == run.conclusion
    assert "hi bob" in lines(by_key(run)["test"])


def test_a_rerun_really_runs_the_failed_job_again_at_the_same_commit(house: House) -> None:
    run = house.workflow(
        """\
on: push
jobs:
  first: {runs-on: ubuntu-latest, outputs: {v: from-first}, steps: [{run: echo hi}]}
  flaky:
    needs: first
    runs-on: ubuntu-latest
    steps: [{run: 'echo "$GITHUB_SHA ${{ needs.first.outputs.v }}"; [ "$GITHUB_RUN_ATTEMPT" = 2 ]'}]
"""
    )
    sha = house.head
    assert "failure" == run.conclusion
    house.push({"later": "x"}, "Later [skip ci]")
    house.rerun(run)
    assert ({"first": "success", "flaky": "success"}, "success") == (conclusions(run, 2), run.conclusion)
    assert f"{sha} from-first" in lines(by_key(run, 2)["flaky"])


def test_a_job_that_takes_too_long_is_cancelled(house: House) -> None:
    run = house.workflow(one("- run: sleep 60", job="timeout-minutes: 0.005\n"))
    assert ("cancelled", "cancelled") == (by_key(run)["test"].conclusion, run.conclusion)
    assert "maximum execution time" in by_key(run)["test"].log


def test_cancelling_stops_a_job_that_runs(house: House) -> None:
    (run,) = house.push({".github/workflows/ci.yml": one("- run: sleep 60")})
    house.wait(lambda: bool(run.jobs) and run.jobs[0].status == "in_progress")
    with house.world.lock:
        house.service.cancel(run)
    house.settle()
    assert "cancelled" == run.conclusion


def test_the_jobs_token_has_the_jobs_permissions_and_ends_with_it(house: House) -> None:
    text = one("- run: sleep 0.3", job="permissions: {checks: write, pull-requests: read}\n")
    (run,) = house.push({".github/workflows/ci.yml": text})
    seen = [token.permissions for token in house.world.tokens.values()]
    house.settle()
    assert [{"metadata": "read", "checks": "write", "pull_requests": "read"}] == seen
    assert {} == house.world.tokens
    assert {"checks": "write", "pull_requests": "read"} == by_key(run)["test"].permissions


def test_a_called_workflow_gets_only_the_secrets_it_is_given(house: House, actions: dict[str, Path]) -> None:
    file = actions["andon/bot"] / ".github/workflows/worker.yml"
    file.parent.mkdir(parents=True)
    file.write_text(
        """\
on: {workflow_call: {secrets: {given: {required: true}}}}
jobs:
  see:
    runs-on: ubuntu-latest
    steps: [{env: {G: "${{ secrets.given }}", A: "${{ secrets.A }}"}, run: 'echo "${#G} ${#A}"'}]
"""
    )
    house.repo.secrets.update(A="aaaa", B="bbbbbb")
    call = "uses: andon/bot/.github/workflows/worker.yml@v1"
    run = house.workflow(
        f"on: push\njobs: {{some: {{{call}, secrets: {{given: '${{{{ secrets.B }}}}'}}}}, "
        f"all: {{{call}, secrets: inherit}}}}"
    )
    assert ["6 0", "0 4"] == [lines(by_key(run)[key])[-1] for key in ("some / see", "all / see")]
