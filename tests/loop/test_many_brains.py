"""Brains at once on the same repositories, killed and replaced, in bad weather, among people.

What the sandbox counts may not be there twice at any moment; what is left at the end is right. A failure
prints what happened and its seed; `make drill` plays hundreds of events, for two, three and five brains.
"""

from pathlib import Path

import pytest

from tests.contract.recorder import Contract
from tests.loop.drill import Drill, drilling

pytestmark = pytest.mark.deep


@pytest.mark.parametrize(("brains", "seed"), [(2, 1), (3, 4)])
def test_many_brains_do_nothing_twice_and_leave_all_right(
    tmp_path: Path, contract: Contract, brains: int, seed: int
) -> None:
    with drilling(tmp_path, contract.wrap) as story:
        drill = Drill(story, seed, brains, events=18, repositories=2)
        wrong = drill.run()
    assert [] == wrong, f"seed {seed}, {brains} brains: {drill.happened}"
    assert 1 <= drill.watch.counted["jobs opened by Andon"]
