"""The shell that steps run in: what they print goes to a file, whole and in order.

act runs each step on a terminal of its own and, when a step fails, does not wait for the rest of
what it printed: last lines come late or never. Programs also colour their output for a terminal that
GitHub does not give them. So the jobs' PATH begins with a `bash` and `sh` that send a step's output to
a file, from which `transcript.py` takes it. Any other use of them is the real shell.
"""

import shutil
from pathlib import Path

# act writes each step's script to `…/act/workflow/<step>.sh`; composite ones are `<outer>-composite-<inner>`.
_WRAPPER = """\
#!{real}
for script in "$@"; do :; done
case "$script" in
  */act/workflow/*) ;;
  *) exec {real} "$@" ;;
esac
log="{logs}/${{script##*/}}"
{real} "$@" >>"$log" 2>&1 </dev/null
status=$?
# The old way to give outputs, which GitHub still takes, is for act to see.
grep -aE '^::(set-output|save-state) ' "$log"
exit $status
"""


class Shell:
    """The wrappers of one job, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "bin"
        self._logs = folder / "logs"
        self.path.mkdir()
        self._logs.mkdir()
        for name in ("bash", "sh"):
            real = shutil.which(name)
            if real is not None:
                wrapper = self.path / name
                wrapper.write_text(_WRAPPER.format(real=real, logs=self._logs))
                wrapper.chmod(0o755)

    def captured(self, step: list[str]) -> str | None:
        """What the step (act's `stepID`) has printed; None if it did not run in these shells."""
        stem = "-composite-".join(step)
        for file in self._logs.glob("*.sh"):
            if file.stem == stem:
                return file.read_bytes().decode("utf-8", "replace")
        return None
