"""Logs of real tools that failed on small broken projects, with what a diagnosis should find in each.

`make diagnosis-cases` runs the tools and keeps input, log and expectation in `kept/`; `kept.py` reads
them. What is in a case is written in `tools/`, one module for each of the tools' worlds.
"""
