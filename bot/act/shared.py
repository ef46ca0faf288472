"""What an organisation's repositories share, written into its repository `.github`, whoever's pass it is."""

from bot.act.claims import chain
from bot.act.grants import Writer
from bot.github.auth import Permissions
from bot.github.errors import Gone
from bot.model.effects import NoteStops, WriteShared
from bot.model.facts import Repository
from bot.model.fuse import FUSE_REF, Fuse, Organised, fuse_of

CONTENTS: Permissions = (("contents", "write"),)
TRIES = 5
"""How often a note is put on top of what others wrote meanwhile: in a wave many repositories stop at once."""


async def write(writer: Writer, effect: WriteShared) -> bool:
    """Whether it was written; not if somebody was faster."""
    org, what = effect.organised, effect.ref.rpartition("/")[2]
    message = effect.state.encode(f"andon {what}")
    tree = effect.tree or org.tree
    return await chain(_home(writer, org), (effect.ref, effect.replaces), message, tree) is not None


async def note(writer: Writer, effect: NoteStops) -> bool:
    """Whether the stops stand there now."""
    org, home = effect.organised, _home(writer, effect.organised)
    fuse = org.fuse
    for _ in range(TRIES):
        noted = fuse.noting(effect.stops, effect.config, org.repositories)
        if noted == fuse:
            return True
        link = (FUSE_REF, fuse.oid or None)
        if await chain(home, link, noted.encode("andon fuse"), org.tree) is not None:
            return True
        fuse = await _read(home)
    return False


async def _read(home: Writer) -> Fuse:
    """The fuse as it stands now; whole, on top of whatever is there, if that is not ours."""
    path = {"ref": FUSE_REF.removeprefix("refs/")}
    try:
        ref = await home.call("GET /repos/{owner}/{repo}/git/ref/{ref}", CONTENTS, path)
    except Gone:
        return Fuse()
    oid = ref.data["object"]["sha"].text()
    route = "GET /repos/{owner}/{repo}/git/commits/{commit_sha}"
    commit = (await home.call(route, CONTENTS, {"commit_sha": oid})).data
    signed = commit["verification"]["verified"]
    return fuse_of(commit["message"].text(), oid) if signed and signed.flag() else Fuse(oid=oid)


def _home(writer: Writer, org: Organised) -> Writer:
    """A writer to the organisation's repository."""
    installation = writer.repository.installation
    home = Repository(id=org.id, node_id=org.node_id, name=org.name, installation=installation)
    return Writer(writer.client, home)
