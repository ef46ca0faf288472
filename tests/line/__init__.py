"""What the line does, as data: scenarios that anybody can read, and what plays them. README.md tells the language."""
