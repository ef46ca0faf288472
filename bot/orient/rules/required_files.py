"""Rule `required-files`: every file that the configuration requires is on the default branch."""

from bot.model.config import Config
from bot.model.desired import RequiredFile, blocked, missing
from bot.model.finding import Finding, NewFile
from bot.model.jobs import FILES_RULE
from bot.model.local_uses import WORKFLOWS
from bot.model.runs import WORKER_WORKFLOW
from bot.model.snapshot import Snapshot
from bot.orient.rules.rule import Rule


def findings(snapshot: Snapshot) -> tuple[Finding, ...]:
    """One finding per missing file, with the file as its template has it."""
    required = (snapshot.config or Config(version=1)).rules.required_files
    if not required or not snapshot.lines or snapshot.lacks("files"):
        return ()
    lacking = missing(required, snapshot.folders, WORKER_WORKFLOW)
    return tuple(_finding(one, snapshot) for one in lacking)


def _finding(one: RequiredFile, snapshot: Snapshot) -> Finding:
    text = next((t.text for t in snapshot.templates if t.path == one.path), None)
    looked, taken = " or ".join(one.accepted), blocked(one.path, snapshot.folders)
    return Finding(
        rule=FILES_RULE,
        subject=one.path,
        details=(f"not on {snapshot.lines[0].branch}: {looked}",),
        files=(NewFile(path=one.path, text=text),) if text is not None and not taken else (),
    )


def _type(path: str) -> str:
    return "add-workflow" if path.startswith(WORKFLOWS) else "add-file"


RULE = Rule(
    findings=findings,
    part="files",
    priority=2,
    type=_type,
    title=lambda path: f"{path} is missing",
    advice="Add the file, or take it out of rules.required-files.",
    ladder=("propose", "person"),
)
