"""Sinks for the ledger: where the events of every pass and job go."""
