"""A scene without the demo's App: the brain of `tests.rig` works on it where a test wants one."""

import pytest

from bot.demo.scene import Scene
from bot.demo.serving import Serving
from bot.demo.stage import Stage
from bot.sandbox import Sandbox
from tests.rig import Rig, make_rig


@pytest.fixture
def rig(gh: Sandbox) -> Rig:
    """An App and the repository `acme/shop`; its jobs end as scripted."""
    return make_rig(gh)


@pytest.fixture
def scene(rig: Rig) -> Scene:
    """The rig's repository as the demo sees one. The App is not started."""
    root = rig.gh.world.root
    return Scene(Stage(root, rig.gh, rig.app, Serving(9, {}, root / "app.log")), rig.repo)
