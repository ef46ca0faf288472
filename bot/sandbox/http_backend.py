"""Git over HTTP: `git http-backend` behind a pure ASGI bridge.

The request's body is read in this one place, whole, before git starts: streaming it loses chunked
pushes. What a push may do is decided here (rules) and in the repository's `update` hook (workflow
files, which only git can see before the push is in).
"""

import asyncio
import gzip
import re
import subprocess
import tempfile
import zlib
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import IO, Any, TypeAlias

from bot.sandbox import access, git, git_process, pushes, queueing
from bot.sandbox.access import Caller
from bot.sandbox.protection import push_problems
from bot.sandbox.refusal import Refusal
from bot.sandbox.store import Repo, World

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PATH = re.compile(
    r"/(?P<owner>[^/]+)/(?P<repo>[^/]+?)(\.git)?/(?P<service>info/refs|git-upload-pack|git-receive-pack)"
)
HOOK = """#!/bin/sh
# Written by Andon's local GitHub: what a push may change.
ref=$1 old=$2 new=$3
case " $SANDBOX_REFUSED " in
*" $ref "*)
  echo "error: GH013: Repository rule violations found for $ref." >&2
  printf '%s\n' "$SANDBOX_WHY" | grep -F "$ref " | cut -d' ' -f2- >&2
  exit 1 ;;
esac
case "$ref" in refs/heads/*) ;; *) exit 0 ;; esac
[ -n "$SANDBOX_NO_WORKFLOWS" ] || exit 0
expr "$new" : '0*$' >/dev/null && exit 0
if expr "$old" : '0*$' >/dev/null; then
  old=$(git merge-base HEAD "$new" 2>/dev/null || git hash-object -t tree /dev/null)
fi
changed=$(git diff --name-only "$old" "$new" -- .github/workflows | head -n 1)
[ -z "$changed" ] && exit 0
echo "refusing to allow $SANDBOX_NO_WORKFLOWS to create or update workflow \\`$changed\\`" \\
  "without \\`workflows\\` permission" >&2
exit 1
"""


@dataclass(frozen=True)
class Exchange:
    """One request of a git client, its body in a file."""

    method: str
    service: str
    query: str
    headers: dict[str, str]
    body: IO[bytes]


@dataclass(frozen=True)
class Reply:
    """What the client gets."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


def install_hook(repo: Repo) -> None:
    """Put the `update` hook into a new repository."""
    hook = repo.path / "hooks" / "update"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK)
    hook.chmod(0o755)


async def serve(world: World, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one git request; the path has matched `PATH`."""
    headers = {key.decode().lower(): value.decode("latin-1") for key, value in scope["headers"]}
    with tempfile.TemporaryFile() as body:
        await _read(receive, headers.pop("content-encoding", ""), body)
        body.seek(0)
        match = PATH.fullmatch(scope["path"])
        service = match["service"] if match else ""
        exchange = Exchange(scope["method"], service, scope["query_string"].decode(), headers, body)
        name = f"{match['owner']}/{match['repo']}" if match else ""
        reply = await asyncio.to_thread(_answer, world, name, exchange)
    fields = [(key.encode(), value.encode("latin-1")) for key, value in reply.headers]
    fields.append((b"content-length", str(len(reply.body)).encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": fields})
    await send({"type": "http.response.body", "body": reply.body})


async def _read(receive: Receive, encoding: str, body: IO[bytes]) -> None:
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16) if encoding in ("gzip", "x-gzip") else None
    more = True
    while more:
        message = await receive()
        chunk: bytes = message.get("body", b"")
        body.write(unpack.decompress(chunk) if unpack else chunk)
        more = message.get("more_body", False)
    if unpack:
        body.write(unpack.flush())


def _answer(world: World, name: str, exchange: Exchange) -> Reply:
    writes = "git-receive-pack" in (exchange.service, exchange.query.removeprefix("service="))
    try:
        with world.lock:
            caller = access.from_header(world, exchange.headers.get("authorization"))
            repo = world.repo(name)
            if repo is None or not caller.reaches(repo):
                # A client without credentials is asked for them before it is told anything.
                raise Refusal(401 if caller.kind == "anonymous" else 404, "Repository not found.")
            if writes and caller.kind == "anonymous":
                raise Refusal(401, "Authentication required.")
            if not caller.allows(repo, "contents", "write" if writes else "read"):
                raise Refusal(403, f"Permission to {repo.full_name}.git denied to {caller.user.login}.")
            commands = _commands(exchange.body) if exchange.service == "git-receive-pack" else []
            extra = _limits(repo, caller, commands)
        reply = _backend(repo, exchange, extra)
        for ref, old, new in _accepted(commands, reply.body):
            with world.lock:
                pushes.after(world, repo, caller, ref, (old, new))
                queueing.settle(world)
    except Refusal as refusal:
        headers = [("content-type", "text/plain; charset=utf-8")]
        if refusal.status == 401:
            headers.append(("www-authenticate", 'Basic realm="GitHub"'))
        return Reply(refusal.status, headers, refusal.message.encode())
    return reply


def _commands(body: IO[bytes]) -> list[tuple[str, str, str]]:
    """The refs that a push asks to move: (ref, old, new). The file is rewound."""
    commands: list[tuple[str, str, str]] = []
    while (size := int(body.read(4) or b"0", 16)) > 4:
        line = body.read(size - 4).split(b"\0", 1)[0].decode("utf-8", "replace").strip()
        words = line.split(" ", 2)
        if len(words) == 3:
            commands.append((words[2], words[0], words[1]))
    body.seek(0)
    return commands


def _limits(repo: Repo, caller: Caller, commands: list[tuple[str, str, str]]) -> dict[str, str]:
    """What the `update` hook shall refuse."""
    refused: list[str] = []
    why: list[str] = []
    for ref, old, new in commands:
        if git.NULL in (old, new) or not ref.startswith(pushes.HEADS):
            continue
        lacking = push_problems(repo, ref.removeprefix(pushes.HEADS), new, caller.user.login)
        if lacking:
            refused.append(ref)
            why += [f"{ref} - {problem}" for problem in lacking]
    limits = {"SANDBOX_REFUSED": " ".join(refused), "SANDBOX_WHY": "\n".join(why)}
    if caller.kind != "person" and not caller.allows(repo, "workflows", "write"):
        limits["SANDBOX_NO_WORKFLOWS"] = "a GitHub App"
    return limits


def _backend(repo: Repo, exchange: Exchange, extra: dict[str, str]) -> Reply:
    env = git_process.environment(
        {
            "GIT_PROJECT_ROOT": str(repo.path),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": f"/{exchange.service}",
            "REQUEST_METHOD": exchange.method,
            "QUERY_STRING": exchange.query,
            "CONTENT_TYPE": exchange.headers.get("content-type", ""),
            "CONTENT_LENGTH": str(exchange.body.seek(0, 2)),
            "GIT_PROTOCOL": exchange.headers.get("git-protocol", ""),
            "REMOTE_ADDR": "127.0.0.1",
            "REMOTE_USER": "sandbox",
            **extra,
        }
    )
    exchange.body.seek(0)
    done = subprocess.run(
        ["git", "http-backend"], stdin=exchange.body, env=env, capture_output=True, check=False
    )
    head, _, body = done.stdout.partition(b"\r\n\r\n")
    status, headers = 200, list[tuple[str, str]]()
    for line in head.decode("latin-1").split("\r\n"):
        key, _, value = line.partition(": ")
        if key.lower() == "status":
            status = int(value.split()[0])
        elif key:
            headers.append((key.lower(), value))
    if done.returncode and not head:
        return Reply(500, [], done.stderr)
    return Reply(status, headers, body)


def _accepted(commands: list[tuple[str, str, str]], body: bytes) -> list[tuple[str, str, str]]:
    """The commands that git's report calls ok."""
    report = _without_side_band(body)
    return [one for one in commands if f"ok {one[0]}\n".encode() in report]


def _without_side_band(body: bytes) -> bytes:
    """The report inside the first band, or the body as it is when no bands were agreed."""
    if body[:2] == b"\x1f\x8b":
        body = gzip.decompress(body)
    out, at = b"", 0
    while at + 4 <= len(body):
        size = int(body[at : at + 4], 16)
        if size > 4:
            line = body[at + 4 : at + size]
            out += line[1:] if line[:1] == b"\x01" else b"" if line[:1] in (b"\x02", b"\x03") else line
        at += max(size, 4)
    return out
