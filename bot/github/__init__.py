"""The only room that knows githubkit, HTTP and tokens. Four errors leave it, the client's own never do."""
