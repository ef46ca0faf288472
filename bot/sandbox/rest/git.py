"""Routes of refs and commits, and reading a repository's files."""

from datetime import datetime

from bot.sandbox import git, git_process, pushes, shapes, shapes_git
from bot.sandbox.clock import iso
from bot.sandbox.protection import push_problems
from bot.sandbox.refusal import Refusal, not_found, unprocessable
from bot.sandbox.rest.call import PAGING, Answer, Call, Route
from bot.sandbox.store import Json

_READ = ({"contents": "read"},)
_WRITE = ({"contents": "write"},)
_REPO = "/repos/{owner}/{repo}"


def get_repository(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}"""
    shape = shapes.full_repository(call.world, call.repo)
    if call.caller.kind != "anonymous":
        shape["permissions"] = call.caller.levels(call.repo)
    return Answer(shape)


def get_contents(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/contents/{path}"""
    rev = call.query.get("ref", call.repo.default_branch)
    sha = git.resolve(call.repo.path, rev)
    if sha is None:
        raise Refusal(404, f"No commit found for the ref {rev}")
    at = (call.path["path"].strip("/"), rev)
    oid = git.object_id(call.repo.path, f"{sha}:{at[0]}")
    if oid is None:
        raise not_found()
    if git.object_type(call.repo.path, oid) == "tree":
        return Answer(shapes_git.folder(call.world, call.repo, at, sha))
    return Answer(shapes_git.content(call.world, call.repo, at, oid))


def compare(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/compare/{basehead}"""
    base, dots, head = call.path["basehead"].partition("...")
    ends = [git.resolve(call.repo.path, rev) for rev in (base, head)] if dots else [None, None]
    if ends[0] is None or ends[1] is None:
        raise not_found()
    size = min(int(call.query.get("per_page", 250)), 250)
    start = (int(call.query.get("page", 1)) - 1) * size
    page = slice(start, start + size)
    return Answer(shapes_git.comparison(call.world, call.repo, (ends[0], ends[1]), page))


def _filled(call: Call) -> None:
    if not git.refs(call.repo.path, "refs/"):
        raise Refusal(409, "Git Repository is empty.")


def _ref(call: Call) -> str:
    return "refs/" + call.path["ref"]


def get_ref(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/git/ref/{ref}"""
    _filled(call)
    oid = git.refs(call.repo.path, _ref(call)).get(_ref(call))
    if oid is None:
        raise not_found()
    return Answer(shapes_git.ref(call.world, call.repo, _ref(call), oid))


def create_ref(call: Call) -> Answer:
    """POST /repos/{owner}/{repo}/git/refs: exactly one of several creators wins."""
    _filled(call)
    name, sha = call.body["ref"], call.body["sha"]
    if not (name.startswith("refs/") and name.count("/") >= 2):
        raise unprocessable("Reference name must start with 'refs/' and have at least two slashes.")
    if not git_process.succeeds(call.repo.path, "check-ref-format", name):
        raise unprocessable(f"{name} is not a valid ref name.")
    if git.object_type(call.repo.path, sha) is None:
        raise unprocessable("Object does not exist")
    if git.object_id(call.repo.path, name):
        raise unprocessable("Reference already exists")
    _may_move(call, name, git.NULL, sha)
    if not git.update_ref(call.repo.path, name, sha, git.NULL):
        raise unprocessable("Reference update failed")
    pushes.after(call.world, call.repo, call.caller, name, (git.NULL, sha))
    shape = shapes_git.ref(call.world, call.repo, name, sha)
    return Answer(shape, 201, {"location": shape["url"]})


def update_ref(call: Call) -> Answer:
    """PATCH /repos/{owner}/{repo}/git/refs/{ref}: without `force` a compare-and-set."""
    _filled(call)
    name, sha = _ref(call), call.body["sha"]
    old = git.refs(call.repo.path, name).get(name)
    if old is None:
        raise unprocessable("Reference does not exist")
    if git.object_type(call.repo.path, sha) is None:
        raise unprocessable("Object does not exist")
    if not call.body.get("force", False) and not git.is_ancestor(call.repo.path, old, sha):
        raise unprocessable("Update is not a fast forward")
    _may_move(call, name, old, sha)
    if not git.update_ref(call.repo.path, name, sha, old):
        raise unprocessable("Reference update failed")
    pushes.after(call.world, call.repo, call.caller, name, (old, sha))
    return Answer(shapes_git.ref(call.world, call.repo, name, sha))


def _may_move(call: Call, name: str, old: str, new: str) -> None:
    """Required checks and workflow files stand against a branch's move as against a push."""
    if not name.startswith(pushes.HEADS):
        return
    if pushes.introduces_workflows(call.repo, old, new):
        call.caller.require(call.repo, ({"contents": "write", "workflows": "write"},))
    branch = name.removeprefix(pushes.HEADS)
    lacking = push_problems(call.repo, branch, new, call.caller.user.login) if old != git.NULL else []
    if lacking:
        told = "\n\n".join(lacking)
        raise unprocessable(f"Repository rule violations found\n\n{told}\n\n")


def get_commit(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/git/commits/{commit_sha}"""
    _filled(call)
    sha = call.path["commit_sha"]
    if git.object_type(call.repo.path, sha) != "commit":
        raise not_found()
    return Answer(shapes_git.git_commit(call.world, call.repo, sha))


def create_commit(call: Call) -> Answer:
    """POST /repos/{owner}/{repo}/git/commits"""
    _filled(call)
    tree, parents = call.body["tree"], call.array("parents")
    if git.object_type(call.repo.path, tree) != "tree":
        raise unprocessable("Tree SHA does not exist")
    if any(git.object_type(call.repo.path, str(parent)) != "commit" for parent in parents):
        raise unprocessable("Parent SHA does not exist or is not a commit object")
    author = _person(call, "author") or _default(call)
    people = (author, _person(call, "committer") or author)
    sha = git.write_commit(call.repo.path, tree, parents, call.body["message"], people)
    if call.caller.user.type == "Bot" and not {"author", "committer"} & call.body.keys():
        call.world.signed.add(sha)
    shape = shapes_git.git_commit(call.world, call.repo, sha)
    return Answer(shape, 201, {"location": shape["url"]})


def get_tree(call: Call) -> Answer:
    """GET /repos/{owner}/{repo}/git/trees/{tree_sha}: a tree by its own id, a commit's, or a ref's name."""
    _filled(call)
    name = call.path["tree_sha"]
    oid = git.object_id(call.repo.path, f"{name}^{{tree}}")
    if oid is None:
        raise not_found()
    deep = "recursive" in call.query  # whatever it says, "0" and "false" included
    return Answer(shapes_git.git_tree(call.world, call.repo, oid, deep))


def create_tree(call: Call) -> Answer:
    """POST /repos/{owner}/{repo}/git/trees: text of files, or blobs that are there, over another tree."""
    _filled(call)
    base = call.body.get("base_tree")
    if base is not None and git.object_type(call.repo.path, base) not in ("tree", "commit"):
        raise unprocessable("base_tree is not a valid tree oid")
    files = {str(entry["path"]): _content(call, entry) for entry in call.array("tree")}
    oid = git.write_tree(call.repo.path, base, files)
    shape = shapes_git.git_tree(call.world, call.repo, oid)
    return Answer(shape, 201, {"location": shape["url"]})


def _content(call: Call, entry: Json) -> str | bytes | None:
    """What a file of a new tree holds; None where it is taken out."""
    if "content" in entry:
        return str(entry["content"])
    sha = entry.get("sha")
    if sha is None:
        return None
    if git.object_type(call.repo.path, sha) != "blob":
        raise unprocessable("tree.sha is not a valid blob")
    return git_process.run_bytes(call.repo.path, "cat-file", "blob", sha)


def _default(call: Call) -> git.Person:
    user = call.caller.user
    return git.Person(user.login, shapes.email_of(user), call.world.clock.now())


def _person(call: Call, role: str) -> git.Person | None:
    given: Json = call.body.get(role) or {}
    if not given:
        return None
    if not {"name", "email"} <= given.keys():
        raise unprocessable("Invalid request.\n\nAuthor and committer need a name and an e-mail address.")
    when = given.get("date") or iso(call.world.clock.now())
    return git.Person(given["name"], given["email"], datetime.fromisoformat(when))


ROUTES = (
    Route("GET", _REPO, get_repository, ({"metadata": "read"},)),
    Route("GET", _REPO + "/contents/{path}", get_contents, _READ, query=("ref",)),
    Route("GET", _REPO + "/compare/{basehead}", compare, _READ, query=PAGING),
    Route("GET", _REPO + "/git/ref/{ref}", get_ref, _READ),
    Route("POST", _REPO + "/git/refs", create_ref, _WRITE, body={"ref": "string!", "sha": "string!"}),
    Route(
        "PATCH",
        _REPO + "/git/refs/{ref}",
        update_ref,
        _WRITE,
        body={"sha": "string!", "force": "boolean"},
    ),
    Route("GET", _REPO + "/git/commits/{commit_sha}", get_commit, _READ),
    Route("GET", _REPO + "/git/trees/{tree_sha}", get_tree, _READ, query=("recursive",)),
    Route(
        "POST",
        _REPO + "/git/trees",
        create_tree,
        _WRITE,
        body={"tree": "array!", "base_tree": "string"},
    ),
    Route(
        "POST",
        _REPO + "/git/commits",
        create_commit,
        _WRITE,
        body={
            "message": "string!",
            "tree": "string!",
            "parents": "array",
            "author": "object",
            "committer": "object",
            "signature": "string",
        },
    ),
)
