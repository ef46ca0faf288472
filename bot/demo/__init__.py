"""The demo: a real repository goes red on a local GitHub, and Andon gets it green again.

Every part is real: git, HTTP, webhooks, workflow runs through act, the App as a process of its own.
Only the GitHub is local.
"""
