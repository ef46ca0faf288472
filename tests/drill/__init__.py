"""The line drilled: many random events on the local GitHub, held against an oracle that knows no code of ours."""
