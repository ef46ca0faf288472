"""Kinds of repositories as organisations have them, alone, together, and by the hundred."""
