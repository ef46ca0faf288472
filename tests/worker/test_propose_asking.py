"""How the propose job asks the App for its token: again while the App is away, never after a refusal."""

from collections.abc import Generator
from contextlib import contextmanager

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.server import Server
from bot.worker.propose import NotProposed, app_token
from tests.worker.conftest import Desk


class Office:
    """GitHub's ID tokens and the App's exchange, answering with the given statuses, one by one."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.asked: list[str] = []
        self.app = Starlette(routes=[Route("/id", self._id), Route("/token", self._token, methods=["POST"])])

    def _id(self, request: Request) -> Response:
        self.asked.append(request.query_params["audience"])
        return JSONResponse({"value": f"oidc-{len(self.asked)}"})

    def _token(self, request: Request) -> Response:
        status = self.statuses.pop(0)
        told = (
            {"token": f"token for {request.headers['authorization']}"} if status == 200 else {"error": "no"}
        )
        return JSONResponse(told, status)


@contextmanager
def open_office(desk: Desk, *statuses: int) -> Generator[Office]:
    office = Office(*statuses)
    server = Server(office.app)
    server.start()
    url = f"http://127.0.0.1:{server.port}"
    desk.env |= {
        "ACTIONS_ID_TOKEN_REQUEST_URL": f"{url}/id?v=2",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "bearer",
        "ANDON_APP": url,
    }
    try:
        yield office
    finally:
        server.close()


async def test_an_app_that_is_away_is_asked_again_with_a_fresh_id_token(desk: Desk) -> None:
    with open_office(desk, 503, 502, 200) as office:
        token = await app_token(desk.job(), pauses=(0, 0, 0))
    assert ("token for Bearer oidc-3", [desk.env["ANDON_APP"]] * 3) == (token, office.asked)


async def test_an_app_that_stays_away_is_given_up_after_the_last_pause(desk: Desk) -> None:
    with open_office(desk, 503, 503, 503, 200) as office, pytest.raises(NotProposed, match="503 no"):
        await app_token(desk.job(), pauses=(0, 0))
    assert [200] == office.statuses


async def test_an_app_that_refuses_is_not_asked_again(desk: Desk) -> None:
    with open_office(desk, 403, 200) as office, pytest.raises(NotProposed, match="403 no"):
        await app_token(desk.job(), pauses=(0, 0))
    assert [200] == office.statuses


async def test_an_app_that_nobody_answers_for_is_away(desk: Desk) -> None:
    with open_office(desk):
        pass
    with pytest.raises(NotProposed, match="no token from the App at http"):
        await app_token(desk.job(), pauses=(0,))
