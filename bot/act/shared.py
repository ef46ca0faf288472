"""What an organisation's repositories share, written into its repository `.github`, whoever's pass it is."""

from bot.act.claims import chain
from bot.act.grants import Writer
from bot.model.effects import WriteShared
from bot.model.facts import Repository


async def write(writer: Writer, effect: WriteShared) -> bool:
    """Whether it was written; not if somebody was faster."""
    org, installation = effect.organised, writer.repository.installation
    home = Repository(id=org.id, node_id=org.node_id, name=org.name, installation=installation)
    what = effect.ref.rpartition("/")[2]
    message = effect.state.encode(f"andon {what}")
    there = Writer(writer.client, home)
    return await chain(there, (effect.ref, effect.replaces), message, effect.tree or org.tree) is not None
