"""The line as a whole: many random events on the local GitHub, held against an oracle that knows no code of ours."""
