"""What a command measured, put into a page between the marks that are named after it."""

from pathlib import Path


def put(page: Path, name: str, text: str) -> None:
    """Write a text between a page's marks; a page that has none is left as it is, with an error that says so."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, begun, rest = page.read_text().partition(begin)
    _, ended, after = rest.partition(end)
    if not (begun and ended):
        raise SystemExit(f"{page} has no {begin} … {end}")
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}")
