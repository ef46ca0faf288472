"""`andon sandbox`: the local GitHub by itself, for people to look around in."""

import json
import time
from pathlib import Path

from bot.sandbox.build import Sandbox


def serve_forever(root: Path, port: int) -> None:
    """`andon sandbox`: a local GitHub with a person, an organisation and an App, until Ctrl-C."""
    with Sandbox(root, runner="act", port=port) as gh:
        app = gh.app("andon")
        gh.install(app, "acme")
        gh.repository("acme/shop", {"README.md": "# shop\n"})
        credentials = root / "andon-app.json"
        about = {
            "app_id": app.id,
            "client_id": app.client_id,
            "private_key": app.private_pem,
            "webhook_secret": app.webhook_secret,
        }
        credentials.write_text(json.dumps(about, indent=2))
        credentials.chmod(0o600)
        print(f"REST      {gh.api_url}")
        print(f"GraphQL   {gh.url}/api/graphql")
        print(f"git       {gh.url}/acme/shop.git")
        print(f"token     {gh.token('alice')}  (alice)")
        print(f"App       {credentials}")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            pass
