"""The loop: one pass over a repository, the keyed queue, the sweep. Failures stay in their repository."""
