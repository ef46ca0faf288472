"""ID tokens: what a job with `id-token: write` can prove about itself to others.

The request token that the job holds is signed by the same key and names only the job, so no table of
them is needed; it is worthless once the job has ended.
https://docs.github.com/en/actions/reference/security/oidc
"""

import hashlib
import secrets
from typing import cast

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.store import Job, Json, World

LIFETIME = 300  # seconds an ID token is valid
_REQUEST_AUDIENCE = "andon-sandbox/idtoken"


def issuer(world: World) -> str:
    """The `iss` of the sandbox's ID tokens."""
    return f"{world.url}/_services/token"


def request_variables(world: World, job: Job) -> dict[str, str]:
    """The two variables with which a job asks for its ID token."""
    claims = {"job": job.id, "attempt": job.attempt, "aud": _REQUEST_AUDIENCE}
    return {
        "ACTIONS_ID_TOKEN_REQUEST_URL": f"{world.url}/_services/pipelines/{job.id}/idtoken?api-version=2",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": jwt.encode(claims, _key(world), algorithm="RS256"),
    }


def id_token(world: World, job: Job, audience: str | None = None) -> str:
    """A fresh ID token of `job`; the default audience is the owner's address, as on GitHub."""
    run, repo = job.run, job.run.repo
    now = int(world.clock.epoch())
    pull = cast(Json, run.payload.get("pull_request") or {})
    claims = {
        "jti": secrets.token_hex(16),
        "iss": issuer(world),
        "aud": audience or f"{world.url}/{repo.owner.login}",
        "sub": _subject(job),
        "iat": now,
        "nbf": now - 5,
        "exp": now + LIFETIME,
        "actor": run.actor.login,
        "actor_id": str(run.actor.id),
        "base_ref": str(cast(Json, pull.get("base") or {}).get("ref", "")),
        "check_run_id": str(job.check.id),
        "event_name": run.event,
        "head_ref": str(cast(Json, pull.get("head") or {}).get("ref", "")),
        "job_workflow_ref": job.workflow_ref,
        "job_workflow_sha": job.workflow_sha,
        "ref": run.ref,
        "ref_type": "tag" if run.ref.startswith("refs/tags/") else "branch",
        "repository": repo.full_name,
        "repository_id": str(repo.id),
        "repository_owner": repo.owner.login,
        "repository_owner_id": str(repo.owner.id),
        "repository_visibility": "private" if repo.private else "public",
        "run_attempt": str(job.attempt),
        "run_id": str(run.id),
        "run_number": str(run.number),
        "runner_environment": "github-hosted",
        "sha": run.sha,
        "workflow": run.workflow.name,
        "workflow_ref": f"{repo.full_name}/{run.workflow.path}@{run.ref}",
        "workflow_sha": run.sha,
    }
    if job.environment:
        claims["environment"] = job.environment
    return jwt.encode(claims, _key(world), algorithm="RS256", headers={"kid": _key_id(world)})


def routes(world: World) -> list[Route]:
    """The issuer's public documents, and the door at which a running job gets its token."""

    def configuration(_: Request) -> Response:
        base = issuer(world)
        return JSONResponse(
            {
                "issuer": base,
                "jwks_uri": f"{base}/.well-known/jwks",
                "subject_types_supported": ["public", "pairwise"],
                "response_types_supported": ["id_token"],
                "claims_supported": ["sub", "aud", "exp", "iat", "iss", "jti", "nbf"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "scopes_supported": ["openid"],
            }
        )

    def keys(_: Request) -> Response:
        with world.lock:
            return JSONResponse({"keys": [public_key(world)]})

    def token(request: Request) -> Response:
        with world.lock:
            job = _running_job(world, int(request.path_params["job"]))
            header = request.headers.get("authorization", "")
            if job is None or not _belongs(world, header, job):
                return JSONResponse({"message": "Unauthorized"}, 401)
            job.id_tokens += 1
            value = id_token(world, job, request.query_params.get("audience"))
        return JSONResponse({"count": len(value), "value": value})

    base = "/_services/token/.well-known"
    return [
        Route(f"{base}/openid-configuration", configuration),
        Route(f"{base}/jwks", keys),
        Route("/_services/pipelines/{job:int}/idtoken", token),
    ]


def public_key(world: World) -> Json:
    """The public half of the key, as a JSON Web Key."""
    key: Json = RSAAlgorithm.to_jwk(_public(world), as_dict=True)
    return {**key, "use": "sig", "alg": "RS256", "kid": _key_id(world)}


def _subject(job: Job) -> str:
    run = job.run
    if job.environment:
        return f"repo:{run.repo.full_name}:environment:{job.environment}"
    if run.event == "pull_request":
        return f"repo:{run.repo.full_name}:pull_request"
    return f"repo:{run.repo.full_name}:ref:{run.ref}"


def _running_job(world: World, job_id: int) -> Job | None:
    jobs = (job for repo in world.repos.values() for run in repo.runs.values() for job in run.jobs)
    return next((job for job in jobs if job.id == job_id and job.status == "in_progress"), None)


def _belongs(world: World, header: str, job: Job) -> bool:
    value = header.partition(" ")[2]
    try:
        claims = jwt.decode(value, _public(world), algorithms=["RS256"], audience=_REQUEST_AUDIENCE)
    except jwt.InvalidTokenError:
        return False
    return claims["job"] == job.id and claims["attempt"] == job.attempt


def _key(world: World) -> str:
    if not world.oidc_pem:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        world.oidc_pem = pem.decode()
    return world.oidc_pem


def _public(world: World) -> rsa.RSAPublicKey:
    private = serialization.load_pem_private_key(_key(world).encode(), None)
    return cast(rsa.RSAPrivateKey, private).public_key()


def _key_id(world: World) -> str:
    return hashlib.sha256(_key(world).encode()).hexdigest()[:40].upper()
