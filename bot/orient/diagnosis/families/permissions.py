"""What was refused for want of rights or secrets."""

from bot.orient.diagnosis.shapes import Family
from bot.orient.diagnosis.telling import said

FAMILY = Family(
    "permissions",
    (
        said(
            "error",
            "permission",
            74,
            "eacces|eperm:|401 unauthorized|403 forbidden|http error 401|http error 403|access denied|"
            "invalid_grant|could not be authenticated|not authorized",
        ),
        said("denied", "permission", 60, "access denied|accessdenied|permission denied"),
        said(
            "missing",
            "permission",
            66,
            "secret is missing|missing required secret|missing required token|missing credentials",
        ),
    ),
)
