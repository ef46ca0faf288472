"""Git plumbing on the sandbox's bare repositories, by the real `git` in a clean environment.

Everything git knows (commits, trees, refs, merges) is asked of git itself, so that what the sandbox
answers is what a clone would see. `http_backend.py` serves the same repositories over HTTP.
"""

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from bot.sandbox.git_process import GitError, call, run, succeeds

NULL = "0" * 40
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_SHA = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True)
class Person:
    """An author or committer; `when` has whole seconds, UTC."""

    name: str
    email: str
    when: datetime


@dataclass(frozen=True)
class Commit:
    sha: str
    tree: str
    parents: tuple[str, ...]
    author: Person
    committer: Person
    message: str

    @property
    def headline(self) -> str:
        return self.message.split("\n", 1)[0]


def resolve(repo_path: Path, rev: str) -> str | None:
    """The commit that a branch, tag, ref or SHA names."""
    # Asked all the time: a full SHA or a ref in its file needs no process.
    sha = rev if _SHA.fullmatch(rev) else _loose(repo_path, rev) if rev.startswith("refs/") else None
    if sha is not None and object_type(repo_path, sha) == "commit":
        return sha
    return object_id(repo_path, f"{rev}^{{commit}}")


def _loose(repo_path: Path, ref: str) -> str | None:
    try:
        text = (repo_path / ref).read_text().strip()
    except OSError:
        return None
    return text if _SHA.fullmatch(text) else None


def object_id(repo_path: Path, expression: str) -> str | None:
    """The object that an expression such as `HEAD:.github/andon.yml` names, if it exists."""
    if expression.startswith("-"):
        return None
    done = call(repo_path, ["rev-parse", "--verify", "--quiet", expression])
    return done.stdout.decode().strip() if done.returncode == 0 else None


def object_type(repo_path: Path, oid: str) -> str | None:
    """`commit`, `tree`, `blob` or `tag`; None if there is no such object."""
    if not _SHA.fullmatch(oid):
        return None
    try:
        return _type_of(repo_path, oid)
    except GitError:
        return None


@lru_cache(maxsize=20_000)
def _type_of(repo_path: Path, oid: str) -> str:
    return run(repo_path, "cat-file", "-t", oid).strip()


def blob(repo_path: Path, sha: str, path: str) -> str | None:
    """A file's text at a commit (bytes that aren't UTF-8 replaced); None if there is no such file."""
    data = blob_bytes(repo_path, sha, path)
    return None if data is None else data.decode("utf-8", "replace")


def blob_bytes(repo_path: Path, sha: str, path: str) -> bytes | None:
    """A file's bytes at a commit; None if there is no such file."""
    done = call(repo_path, ["cat-file", "blob", f"{sha}:{path}"])
    return done.stdout if done.returncode == 0 else None


def tree(repo_path: Path, sha: str, folder: str = "") -> dict[str, tuple[str, str]]:
    """A folder's entries at a commit: name -> (type, oid); empty if there is no such folder."""
    return {name: (kind, oid) for name, (_, kind, oid) in listing(repo_path, sha, folder).items()}


def listing(repo_path: Path, sha: str, folder: str = "") -> dict[str, tuple[str, str, str]]:
    """The same with modes: name -> (mode, type, oid); a submodule is of type commit."""
    done = call(repo_path, ["ls-tree", "-z", f"{sha}:{folder.strip('/')}"])
    if done.returncode:
        return {}
    entries: dict[str, tuple[str, str, str]] = {}
    for line in filter(None, done.stdout.decode("utf-8", "replace").split("\0")):
        about, name = line.split("\t", 1)
        mode, kind, oid = about.split(" ")
        entries[name] = (mode, kind, oid)
    return entries


def paths(repo_path: Path, sha: str) -> list[str]:
    """The paths of all files of a commit."""
    return [name for name in run(repo_path, "ls-tree", "-r", "-z", "--name-only", sha).split("\0") if name]


def changed_paths(repo_path: Path, a: str, b: str) -> list[str]:
    """The paths that differ between two commits or trees; NULL counts as the empty tree."""
    before, after = (EMPTY_TREE if rev == NULL else rev for rev in (a, b))
    if EMPTY_TREE in (before, after):
        run(repo_path, "mktree", stdin="")
    out = run(repo_path, "diff-tree", "-r", "-z", "--name-only", "--no-renames", before, after)
    return [path for path in out.split("\0") if path]


def is_ancestor(repo_path: Path, older: str, newer: str) -> bool:
    """Whether `older` is `newer` or one of its ancestors."""
    return succeeds(repo_path, "merge-base", "--is-ancestor", older, newer)


def merge_base(repo_path: Path, a: str, b: str) -> str | None:
    """The best common ancestor, if any."""
    done = call(repo_path, ["merge-base", a, b])
    return done.stdout.decode().strip() or None


def between(repo_path: Path, a: str, b: str) -> list[str]:
    """The commits reachable from b but not from a, oldest first."""
    return run(repo_path, "rev-list", "--reverse", "--topo-order", f"{a}..{b}").split()


def history(repo_path: Path, sha: str, count: int, skip: int = 0, path: str | None = None) -> list[str]:
    """Up to `count` commits back from `sha` (that touch `path`), newest first, all parents followed."""
    only = ("--", path) if path else ()
    return run(repo_path, "rev-list", f"--max-count={count}", f"--skip={skip}", sha, *only).split()


def refs(repo_path: Path, prefix: str) -> dict[str, str]:
    """The refs under a prefix (`refs/heads/`), full name -> object, sorted by name."""
    # Asked all the time: refs in files of their own need no process.
    if (found := _all_loose(repo_path, prefix.rstrip("/"))) is not None:
        return found
    out = run(repo_path, "for-each-ref", "--format=%(refname) %(objectname)", prefix.rstrip("/"))
    return dict(line.split(" ") for line in out.splitlines())


def _all_loose(repo_path: Path, prefix: str) -> dict[str, str] | None:
    """The same as files tell it; None where any is packed, or is no plain one."""
    if (repo_path / "packed-refs").exists():
        return None
    top = repo_path / prefix
    files = [top] if top.is_file() else [path for path in top.rglob("*") if path.is_file()]
    names = sorted(str(path.relative_to(repo_path)) for path in files if path.suffix != ".lock")
    found = {name: sha for name in names if (sha := _loose(repo_path, name))}
    return found if len(found) == len(names) else None


@lru_cache(maxsize=20_000)
def commit(repo_path: Path, sha: str) -> Commit:
    """The commit of that full SHA; GitError if there is none."""
    raw = run(repo_path, "cat-file", "commit", sha)
    head, _, message = raw.partition("\n\n")
    fields = [line.partition(" ")[::2] for line in head.split("\n")]
    return Commit(
        sha=sha,
        tree=next(value for key, value in fields if key == "tree"),
        parents=tuple(value for key, value in fields if key == "parent"),
        author=_person(next(value for key, value in fields if key == "author")),
        committer=_person(next(value for key, value in fields if key == "committer")),
        message=message.rstrip("\n"),
    )


def _person(line: str) -> Person:
    who, epoch, _ = line.rsplit(" ", 2)
    name, _, email = who.partition(" <")
    return Person(name, email.rstrip(">"), datetime.fromtimestamp(int(epoch), UTC))


def init(repo_path: Path, default_branch: str) -> None:
    """Create a bare repository."""
    repo_path.mkdir(parents=True)
    run(repo_path, "init", "--quiet", "--bare", "--template=", f"--initial-branch={default_branch}", ".")
    with (repo_path / "config").open("a") as config:
        # Clones may ask for a single commit by its SHA, as on GitHub. Nothing is packed behind our back.
        config.write("[http]\n\treceivepack = true\n[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n")
        config.write("[uploadpack]\n\tallowAnySHA1InWant = true\n[receive]\n\tautogc = false\n")


def write_tree(repo_path: Path, base: str | None, files: Mapping[str, str | bytes | None]) -> str:
    """The tree of commit or tree `base` with `files` put in (None removes one)."""
    lines = [f"0 {NULL}\t{path}" for path, content in files.items() if content is None]
    given = {
        path: text.encode() if isinstance(text, str) else text
        for path, text in files.items()
        if text is not None
    }
    for path, oid in zip(given, _write_blobs(repo_path, tuple(given.values())), strict=True):
        # A script is meant to be run; everything else is a plain file.
        lines.append(f"{'100755' if given[path].startswith(b'#!') else '100644'} {oid}\t{path}")
    with tempfile.TemporaryDirectory() as folder:
        env = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        run(repo_path, "read-tree", base or "--empty", env=env)
        run(repo_path, "update-index", "--index-info", stdin="\n".join(lines) + "\n", env=env)
        return run(repo_path, "write-tree", env=env).strip()


def _write_blobs(repo_path: Path, contents: tuple[bytes, ...]) -> list[str]:
    """The objects of files, made by one process."""
    with tempfile.TemporaryDirectory() as folder:
        names = [f"{folder}/{n}" for n in range(len(contents))]
        for name, content in zip(names, contents, strict=True):
            Path(name).write_bytes(content)
        asked = "".join(f"{name}\n" for name in names)
        return run(repo_path, "hash-object", "-w", "--no-filters", "--stdin-paths", stdin=asked).split()


def write_commit(
    repo_path: Path, tree_sha: str, parents: Sequence[str], message: str, people: tuple[Person, Person]
) -> str:
    """A new commit (no ref moves); `people` are author and committer."""
    author, committer = people
    env = {
        "GIT_AUTHOR_NAME": author.name,
        "GIT_AUTHOR_EMAIL": author.email,
        "GIT_AUTHOR_DATE": f"{int(author.when.timestamp())} +0000",
        "GIT_COMMITTER_NAME": committer.name,
        "GIT_COMMITTER_EMAIL": committer.email,
        "GIT_COMMITTER_DATE": f"{int(committer.when.timestamp())} +0000",
    }
    args = [word for parent in parents for word in ("-p", parent)]
    return run(repo_path, "commit-tree", tree_sha, *args, "-F", "-", stdin=message, env=env).strip()


def update_ref(repo_path: Path, ref: str, new: str, old: str | None = None) -> bool:
    """Set a ref, only if it holds `old` (NULL: does not exist; None: whatever it holds)."""
    return succeeds(repo_path, "update-ref", ref, new, *([] if old is None else [old]))


def delete_ref(repo_path: Path, ref: str) -> bool:
    """Remove a ref; False if there is none."""
    return object_id(repo_path, ref) is not None and succeeds(repo_path, "update-ref", "-d", ref)


def merge_tree(repo_path: Path, ours: str, theirs: str) -> str | None:
    """The tree of a clean merge of two commits; None if they conflict or share no history."""
    done = call(repo_path, ["merge-tree", "--write-tree", "--no-messages", ours, theirs])
    return done.stdout.decode().strip() if done.returncode == 0 else None
