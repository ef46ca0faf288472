"""What else happens: commands, the weather between Andon and GitHub, the App's process, time."""

from datetime import timedelta

from bot.sandbox import access, issues
from tests.drill.folk import VERBS, Folk, Step, one_of

WAITS = (0, 3, 20, 75, 200, 420, 700, 1300, 2500)
"""Seconds that a step of waiting takes."""


def say(folk: Folk, step: Step) -> str | None:
    """Somebody commands."""
    if (wish := folk.wish(step)) is None:
        return None
    folk.utter(wish)
    return wish.words


def edit(folk: Folk, step: Step) -> str | None:
    """Somebody edits the newest command."""
    if (found := folk.newest()) is None:
        return None
    world, who = folk.town.gh.world, one_of(("alice", "bob"), step.a)
    with world.lock:
        text = f"/andon {one_of(VERBS, step.b)} another reason"
        issues.edit_comment(world, folk.repo.record, found, access.person(world, who), text)
    return f"{who} edits {found[1].id}"


def weather(folk: Folk, step: Step) -> str:
    """Webhooks are lost or come twice, calls fail, the brain dies at its writes; or all is well."""
    lost, doubled, faults, kills = one_of(
        ((0, 0, 0, 0), (1, 0, 0, 0), (0.5, 0.3, 0, 0), (0, 0, 0.15, 0), (0, 0, 0.03, 0.1)), step.a
    )
    folk.watch.delays.lost, folk.watch.delays.doubled = lost, doubled
    folk.watch.trouble.faults, folk.watch.trouble.kills = faults, kills
    return f"lost {lost}, doubled {doubled}, faults {faults}, kills {kills}"


def restart(folk: Folk, _: Step) -> str:
    """The App's process is another one."""
    folk.watch.restart()
    return "a new brain"


def dead(folk: Folk, step: Step) -> str:
    """No brain lives for a while."""
    folk.watch.alive = False
    folk.watch.run(folk.town.now() + timedelta(minutes=2 + step.a % 40))
    folk.watch.alive = True
    folk.watch.restart()
    return f"for {2 + step.a % 40} min"


def wait(folk: Folk, step: Step) -> str:
    """Time goes by."""
    folk.watch.run(folk.town.now() + timedelta(seconds=one_of(WAITS, step.a)))
    return f"{one_of(WAITS, step.a)} s"
