"""A scene without the demo's App: the brain of `tests.rig` works on it where a test wants one."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from bot.demo.scene import Scene
from bot.demo.stage import Stage
from bot.sandbox import Sandbox
from tests.rig import Rig, make_rig


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """An App and the repository `acme/shop`; its jobs end as scripted."""
    return make_rig(gh)


@pytest.fixture
def scene(rig: Rig) -> Iterator[Scene]:
    """The rig's repository as the demo sees one. The App's process is one that does nothing."""
    with subprocess.Popen([sys.executable, "-c", ""]) as server:
        yield Scene(Stage(rig.gh.world.root, rig.gh, rig.app, server, ""), rig.repo)
