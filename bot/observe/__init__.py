"""GitHub → Snapshot. Reads, never writes; what could not be read is said, never guessed."""
