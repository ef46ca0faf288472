"""Snapshot → what it means. Pure: no clock, randomness, environment or I/O; imports only `model`."""
