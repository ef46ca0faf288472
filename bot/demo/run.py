"""`andon demo`: set the stage, play every kind of repository, hold what happened against what should have."""

import time
from pathlib import Path

from bot.demo.ending import expectations, figures, story_figures
from bot.demo.kind import Kind
from bot.demo.organisation import LIMIT, Played, have_their_day, set_up
from bot.demo.shop import SHOP
from bot.demo.stage import ORGANISATION, Stage
from bot.demo.stage import set_up as set_stage
from bot.demo.story import Seen, tell
from bot.demo.tell import Expectation, Teller

ROOT = Path(".demo")
SETTLING = 20
"""How often another pass is asked what it would do, until it would do nothing."""


def run(keep: bool, kinds: tuple[Kind, ...], root: Path = ROOT) -> int:
    """Play the demo in the folder `root`, which is emptied first; 0 only if everything came as expected."""
    teller, began = Teller(), time.monotonic()
    teller.line("demo", "setting up a local GitHub and the App")
    with set_stage(root.absolute()) as stage:
        good = play(stage, teller, kinds, began)
        if keep:
            _keep(stage, teller, kinds)
        return 0 if good else 1


def play(stage: Stage, teller: Teller, kinds: tuple[Kind, ...], began: float) -> bool:
    """Play these kinds of repositories and hold each against what should be: whether all holds."""
    teller.line("demo", f"GitHub at {stage.gh.url}, App at {stage.app_url}")
    played = set_up(kinds, stage)
    teller.line(
        "demo",
        f"{_repositories(len(played))} in the organisation {ORGANISATION}; their first CI runs are over",
    )
    shop = next((one for one in played if one.kind is SHOP), None)
    others = [one for one in played if one is not shop]
    stage.install()
    teller.line("alice", f"installs Andon on {ORGANISATION}")
    seen = Seen()
    if shop:
        try:
            seen = tell(shop.scene, teller)
        except AssertionError as error:
            teller.line("demo", f"the story stopped: {error}", "red")
            teller.console.print((stage.root / "app.log").read_text()[-3000:], markup=False)
            return False
    if others:
        if shop is None:
            teller.start()
        other = "other " if shop else ""
        teller.chapter(f"Meanwhile at {ORGANISATION}: {_repositories(len(others), other)}")
        have_their_day(others, teller, LIMIT * stage.patience)
    found = _found(stage, played, seen)
    teller.table(found)
    measured = story_figures(shop.scene, seen) if shop else []
    teller.figures([*measured, *figures(stage, time.monotonic() - began)])
    return all(one.holds for _, ends in found for one in ends)


def _repositories(count: int, kind: str = "") -> str:
    return f"{count} {kind}repositor{'y' if count == 1 else 'ies'}"


def _found(stage: Stage, played: list[Played], seen: Seen) -> list[tuple[str, list[Expectation]]]:
    """Each repository with what should hold, once another pass would do nothing more anywhere."""
    planned = _settled(stage, tuple(one.scene.repo.name for one in played))
    found: list[tuple[str, list[Expectation]]] = []
    for one in played:
        ends = expectations(one.scene, seen) if one.kind is SHOP else one.ends
        again = ", ".join(planned.get(one.scene.repo.name, ["it is not among the answers"])) or "nothing"
        ends.append(Expectation("another pass plans", "nothing", again))
        found.append((f"{one.scene.repo.name}: {one.kind.what}", ends))
    return found


def _settled(stage: Stage, names: tuple[str, ...]) -> dict[str, list[str]]:
    """What another pass plans once every run is over and the App has seen it."""
    planned: dict[str, list[str]] = {}
    for _ in range(SETTLING):
        stage.gh.idle(60)
        planned = stage.plan_again(names)
        if not any(planned.values()):
            break
        time.sleep(0.5)
    return planned


def _keep(stage: Stage, teller: Teller, kinds: tuple[Kind, ...]) -> None:
    """Leave everything running until Ctrl-C."""
    teller.chapter("Left running; Ctrl-C stops it")
    token, name = stage.gh.token("alice"), kinds[0].full_name
    teller.line("git", f"git clone {stage.gh.url.replace('://', f'://x-access-token:{token}@')}/{name}.git")
    teller.line(
        "curl", f"curl -H 'Authorization: Bearer {token}' '{stage.gh.api_url}/repos/{name}/issues?state=all'"
    )
    teller.line("andon", stage.server.asking("doctor"))
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        pass
