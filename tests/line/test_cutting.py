"""A brain that is gone between two of its writes leaves nothing that the next one does not bring to the same end."""

import pytest

from tests.line.cutting import differences
from tests.line.script import Scenario, scenarios

EACH = pytest.mark.parametrize("scenario", scenarios(), ids=lambda one: f"{one.theme}: {one.title}")


@EACH
def test_the_pass_that_writes_most_can_be_cut_off_anywhere(scenario: Scenario) -> None:
    assert [] == differences(scenario, every=False)


@pytest.mark.deep
@EACH
def test_every_pass_can_be_cut_off_anywhere(scenario: Scenario) -> None:
    assert [] == differences(scenario, every=True)
