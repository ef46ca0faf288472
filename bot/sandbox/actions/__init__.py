"""Actions of the local GitHub: the service that evaluates workflows, and the runners it drives.

`service.py` is the way in (events in, runs out). `plan.py` turns a workflow into jobs, `life.py`
takes a run from its first job to its last, `runner.py` says what a runner is: `act.py` really runs
jobs, `scripted.py` answers what a test told it to. `oidc.py` gives jobs their ID tokens.
"""
