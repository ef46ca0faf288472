"""What every test shares: the contract with GitHub (`tests/contract`), and a sandbox under it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from tests.contract.recorder import Contract

pytest_plugins = ("tests.contract.plugin",)


@pytest.fixture
def gh(tmp_path: Path, contract: Contract) -> Iterator[Sandbox]:
    """A local GitHub whose jobs end as scripted; every exchange and delivery is under contract."""
    with Sandbox(tmp_path / "github", wrap=contract.wrap) as sandbox:
        yield sandbox
    contract.record_deliveries(sandbox.world.deliveries)
