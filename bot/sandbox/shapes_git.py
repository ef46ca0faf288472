"""How commits, refs, files and comparisons look over the wire; neighbour of `shapes.py`."""

import base64
import itertools
import textwrap
from urllib.parse import quote

from bot.sandbox import git, git_process, shapes
from bot.sandbox.store import Json, Repo, World

CONTENT_LIMIT = 1024 * 1024


def ref(world: World, repo: Repo, name: str, oid: str) -> Json:
    """A `git-ref`; `name` in full."""
    url = f"{shapes.repo_url(world, repo)}/git"
    kind = git.object_type(repo.path, oid) or "commit"
    return {
        "ref": name,
        "node_id": shapes.node_id("REF", repo.id),
        "url": f"{url}/{name}",
        "object": {"sha": oid, "type": kind, "url": f"{url}/{kind}s/{oid}"},
    }


def _parents(world: World, repo: Repo, record: git.Commit, kind: str) -> list[Json]:
    page = shapes.html_url(world, repo)
    url = f"{shapes.repo_url(world, repo)}{kind}/commits"
    return [{"sha": sha, "url": f"{url}/{sha}", "html_url": f"{page}/commit/{sha}"} for sha in record.parents]


def git_commit(world: World, repo: Repo, sha: str) -> Json:
    """A `git-commit`: the bare object."""
    record = git.commit(repo.path, sha)
    url = f"{shapes.repo_url(world, repo)}/git"
    return {
        "sha": sha,
        "node_id": shapes.node_id("C", repo.id),
        "url": f"{url}/commits/{sha}",
        "html_url": f"{shapes.html_url(world, repo)}/commit/{sha}",
        "author": shapes.committer(record.author),
        "committer": shapes.committer(record.committer),
        "tree": {"sha": record.tree, "url": f"{url}/trees/{record.tree}"},
        "message": record.message,
        "parents": _parents(world, repo, record, "/git"),
        "verification": _signed() if sha in world.signed else _unsigned(),
    }


def git_tree(world: World, repo: Repo, oid: str, deep: bool = False) -> Json:
    """A `git-tree`: one folder's entries; `deep`, those of the folders in it too, by their paths."""
    url = f"{shapes.repo_url(world, repo)}/git"
    entries: list[Json] = []
    for name, (mode, kind, one) in _entries(repo, oid, deep).items():
        told: Json = {"path": name, "mode": mode, "type": kind, "sha": one}
        entries.append(told if kind == "commit" else {**told, "url": f"{url}/{kind}s/{one}"})
    return {"sha": oid, "url": f"{url}/trees/{oid}", "tree": entries, "truncated": False}


def _entries(repo: Repo, oid: str, deep: bool) -> dict[str, tuple[str, str, str]]:
    found: dict[str, tuple[str, str, str]] = {}
    for name, (mode, kind, one) in git.listing(repo.path, oid).items():
        found[name] = (mode, kind, one)
        if deep and kind == "tree":
            found |= {f"{name}/{below}": entry for below, entry in _entries(repo, one, deep).items()}
    return found


def _signed() -> Json:
    said = {"signature": "-----BEGIN PGP SIGNATURE-----", "payload": "tree", "verified_at": None}
    return {"verified": True, "reason": "valid", **said}


def _unsigned() -> Json:
    nothing = dict.fromkeys(("signature", "payload", "verified_at"))
    return {"verified": False, "reason": "unsigned", **nothing}


def commit(world: World, repo: Repo, sha: str) -> Json:
    """A `commit`: the object and the accounts behind it."""
    record = git.commit(repo.path, sha)
    root = shapes.repo_url(world, repo)
    url = f"{root}/commits/{sha}"
    return {
        "sha": sha,
        "node_id": shapes.node_id("C", repo.id),
        "url": url,
        "html_url": f"{shapes.html_url(world, repo)}/commit/{sha}",
        "comments_url": f"{url}/comments",
        "commit": {
            "url": f"{root}/git/commits/{sha}",
            "author": shapes.committer(record.author),
            "committer": shapes.committer(record.committer),
            "message": record.message,
            "tree": {"sha": record.tree, "url": f"{root}/git/trees/{record.tree}"},
            "comment_count": 0,
            "verification": _unsigned(),
        },
        "author": shapes.maybe_person(world, shapes.user_of_email(world, record.author.email)),
        "committer": shapes.maybe_person(world, shapes.user_of_email(world, record.committer.email)),
        "parents": _parents(world, repo, record, ""),
    }


def _entry(world: World, repo: Repo, at: tuple[str, str], kind: str, oid: str) -> Json:
    """What files and folders have in common; `at` is path and ref."""
    path, rev = quote(at[0]), quote(at[1])
    root, page = shapes.repo_url(world, repo), shapes.html_url(world, repo)
    url = f"{root}/contents/{path}?ref={rev}"
    git_url = f"{root}/git/{kind}s/{oid}"
    html = f"{page}/{kind}/{rev}/{path}"
    return {
        "type": "dir" if kind == "tree" else "file",
        "name": at[0].rpartition("/")[2],
        "path": at[0],
        "sha": oid,
        "url": url,
        "git_url": git_url,
        "html_url": html,
        "download_url": f"{page}/raw/{rev}/{path}" if kind == "blob" else None,
        "_links": {"self": url, "git": git_url, "html": html},
    }


def content(world: World, repo: Repo, at: tuple[str, str], oid: str) -> Json:
    """A `content-file`; over 1 MB without its content, as on GitHub."""
    data = git_process.run_bytes(repo.path, "cat-file", "blob", oid)
    small = len(data) <= CONTENT_LIMIT
    lines = textwrap.wrap(base64.b64encode(data).decode(), 60)
    return {
        **_entry(world, repo, at, "blob", oid),
        "size": len(data),
        "encoding": "base64" if small else "none",
        "content": "".join(f"{line}\n" for line in lines) if small else "",
    }


def folder(world: World, repo: Repo, at: tuple[str, str], sha: str) -> list[Json]:
    """A `content-directory`."""
    path, rev = at
    entries = git.tree(repo.path, sha, path).items()
    return [
        {
            **_entry(world, repo, (f"{path}/{name}".lstrip("/"), rev), kind, oid),
            "size": int(git_process.run(repo.path, "cat-file", "-s", oid)) if kind == "blob" else 0,
        }
        for name, (kind, oid) in sorted(entries)
    ]


def comparison(world: World, repo: Repo, ends: tuple[str, str], page: slice) -> Json:
    """A `commit-comparison` of two commits; `page` selects from the commits."""
    base, head = ends
    common = git.merge_base(repo.path, base, head) or base
    ahead, behind = (git.between(repo.path, *pair) for pair in ((base, head), (head, base)))
    words = {(True, True): "diverged", (True, False): "ahead", (False, True): "behind"}
    status = words.get((bool(ahead), bool(behind)), "identical")
    html = f"{shapes.html_url(world, repo)}/compare/{base}...{head}"
    return {
        "url": f"{shapes.repo_url(world, repo)}/compare/{base}...{head}",
        "html_url": html,
        "permalink_url": html,
        "diff_url": f"{html}.diff",
        "patch_url": f"{html}.patch",
        "base_commit": commit(world, repo, base),
        "merge_base_commit": commit(world, repo, common),
        "status": status,
        "ahead_by": len(ahead),
        "behind_by": len(behind),
        "total_commits": len(ahead),
        "commits": [commit(world, repo, sha) for sha in ahead[page]],
        "files": _files(world, repo, common, head) if page.start == 0 else [],
    }


_STATUS = {"A": "added", "D": "removed", "M": "modified", "R": "renamed", "T": "changed"}


def _files(world: World, repo: Repo, base: str, head: str) -> list[Json]:
    """The `diff-entry`s between two commits, 300 at most; what was moved is one entry, as GitHub tells it."""
    raw = iter(git_process.run(repo.path, "diff", "--raw", "-z", "-M", "--abbrev=40", base, head).split("\0"))
    counts = iter(git_process.run(repo.path, "diff", "--numstat", "-z", "-M", base, head).split("\0"))
    whole = "\n" + git_process.run(repo.path, "diff", "-M", "--no-color", base, head)
    patches = iter(whole.split("\ndiff --git ")[1:])
    root, page = shapes.repo_url(world, repo), shapes.html_url(world, repo)
    entries: list[Json] = []
    for about in itertools.takewhile(bool, raw):
        _, _, old, new, letter = about.split(" ")
        moved = letter.startswith("R")
        previous, path = (next(raw), next(raw)) if moved else (None, next(raw))
        count, patch = next(counts), next(patches)
        if moved:
            _paths = next(counts), next(counts)
        added, deleted = (int(word) if word.isdigit() else 0 for word in count.split("\t")[:2])
        quoted = quote(path)
        entry: Json = {
            "sha": old if letter == "D" else new,
            "filename": path,
            "status": _STATUS.get(letter[0], "changed"),
            "additions": added,
            "deletions": deleted,
            "changes": added + deleted,
            "blob_url": f"{page}/blob/{head}/{quoted}",
            "raw_url": f"{page}/raw/{head}/{quoted}",
            "contents_url": f"{root}/contents/{quoted}?ref={head}",
        }
        if previous is not None:
            entry["previous_filename"] = previous
        if "\n@@ " in patch:
            entry["patch"] = patch[patch.index("\n@@ ") + 1 :].rstrip("\n")
        entries.append(entry)
    return entries[:300]
