"""Forgeries, all in one table (`drills`): none gets through a stopped line, and each leaves words that people see."""
