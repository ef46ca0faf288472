"""Jobs that really run: what a workflow sees and does through act."""

from tests.sandbox.actions.conftest import House, by_key, conclusions, lines

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
