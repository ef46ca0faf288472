"""Andon keeps the default branch of every repository of a GitHub organisation green.

The rooms are laid out as the loop they run: `observe` → `orient` → `decide` → `act`, around the
frozen values in `model`. docs/design.md is the map.
"""

__version__ = "0.1.0"
