"""The line as a whole: scenarios that anybody can read, and random events held against an oracle of its own."""
