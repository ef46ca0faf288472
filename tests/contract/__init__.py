"""The contract: what GitHub publishes about its API, held against every exchange the tests cause.

`operations.py` is the table of what is in use, `conversion.py` turns GitHub's OpenAPI into JSON
Schema, `openapi.py` and `documents.py` judge with it, `recorder.py` listens at the sandbox's door,
`plugin.py` ties all of it to pytest.
"""
