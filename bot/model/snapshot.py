"""Everything that was observed of one repository in one pass; `facts` are its parts."""

from datetime import datetime

from bot.model.after_green import UpdatePull
from bot.model.commands import Said
from bot.model.config import Config
from bot.model.desired import Folder, Template
from bot.model.facts import JobFacts, LineFacts, Mistakes, Orphan, Pull, Repository, Unread
from bot.model.fuse import Organised
from bot.model.jobs import Key
from bot.model.organisation import FuseConfig
from bot.model.pressed import Press
from bot.model.shadow import Report
from bot.model.value import Value


class Snapshot(Value):
    """Everything observed about one repository in one pass, frozen.

    `config` is the one in force, None without any: of a file with `mistakes` its last valid version on the
    default branch. `lines` begins with the default branch's and is empty in an empty repository; `groups` are
    what its merge queues try; `jobs` has one entry per key that is claimed or has an open issue. `worker` says
    whether the caller workflow is on the default branch. `folders` and `templates` are read where files are
    required: the folders that they may be in, and what those that are missing shall hold. `organised` is
    what the organisation's repositories share, where it has a file; `fuse` how that file wants its fuse, and
    `mode_by` which part of it gives the mode, if one does; `report` is the shadow report, where one is wanted.
    `refused` are updates of branches that GitHub refused lately, as far as this brain knows.
    `presses` are buttons that were pressed and are not written down yet, as far as this brain knows.
    `said` are the comments of the last hour that may be commands, where anybody is listened to.
    """

    at: datetime
    brain: str
    repository: Repository
    config: Config | None = None
    mistakes: Mistakes | None = None
    lines: tuple[LineFacts, ...] = ()
    jobs: tuple[JobFacts, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    pulls: tuple[Pull, ...] = ()
    groups: tuple[Pull, ...] = ()
    worker: bool = False
    folders: tuple[Folder, ...] = ()
    templates: tuple[Template, ...] = ()
    organised: Organised | None = None
    fuse: FuseConfig | None = None
    mode_by: str | None = None
    report: Report | None = None
    refused: tuple[UpdatePull, ...] = ()
    presses: tuple[Press, ...] = ()
    said: tuple[Said, ...] = ()
    unread: tuple[Unread, ...] = ()

    def lacks(self, *parts: str) -> bool:
        """Whether something of these parts could not be read."""
        return any(unread.part in parts for unread in self.unread)

    def job(self, key: Key) -> JobFacts:
        """What is done about a key; nothing, where nothing is known of it."""
        return next((job for job in self.jobs if job.key == key), JobFacts(key=key))
