"""How a part of a file begins and ends that is no code, language by language: one table. `commented` reads by it."""

import re

from bot.model.value import Value

_TEXTS = r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\\."
NEVER = r"(?!)"
_STAR = (r"/\*", r"\*/")
_TICK = (r"`", r"\\.|\$\{(?:'[^']{0,300}'|\"[^\"]{0,300}\")\}|`")
_QUOTES = (r'"""', r'\\.|"""')
_SINGLES = (r"'''", r"\\.|'''")
_WORD = r"^\s*{word}\b"
_HERE = (r"(?<!<)<<[~-]?[\"'`]?(?P<word>[A-Z_]\w{0,40})[\"'`]?", _WORD)
_SHELL_HERE = (r"(?<!<)<<-?(?!<)\s?\\?[\"']?(?P<word>[A-Za-z_]\w{0,40})[\"']?", _WORD)


class Blocks(Value):
    """How parts that are no code begin and end in some files (`of`), and what looks like it only (`aside`).

    `{word}` in an end is the word that its beginning named. `nests`: one begun within another ends alone.
    """

    name: str
    of: str
    pairs: tuple[tuple[str, str], ...]
    aside: str = NEVER
    nests: bool = False


BLOCKS: tuple[Blocks, ...] = (
    Blocks(name="Python", of=r"\.pyi?$", pairs=(_QUOTES, _SINGLES), aside=rf"#.*|{_TEXTS}"),
    Blocks(
        name="JavaScript and TypeScript, Go",
        of=r"\.([cm]?[jt]sx?|vue|svelte|go)$",
        pairs=(_STAR, _TICK, (r"<!--", r"-->")),
        aside=rf"//.*|{_TEXTS}",
    ),
    Blocks(
        name="Java, C# and kin",
        of=r"\.(java|groovy|cs|c|h|cc|cpp|cxx|hpp|mm?)$",
        pairs=(_STAR, _QUOTES),
        aside=rf"//.*|{_TEXTS}",
    ),
    Blocks(
        name="Kotlin, Scala, Swift and Dart",
        of=r"\.(kts?|scala|swift|dart)$",
        pairs=(_STAR, _QUOTES, _SINGLES),
        aside=rf"//.*|{_TEXTS}",
        nests=True,
    ),
    Blocks(
        name="Rust",
        of=r"\.rs$",
        pairs=(_STAR, (r"\br#+\"", r"\"#")),
        aside=r"//.*|\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)'|\\.",
        nests=True,
    ),
    Blocks(
        name="PHP",
        of=r"\.php$",
        pairs=(_STAR, (r"\?>", r"<\?"), (r"<<<[\"']?(?P<word>\w{1,40})[\"']?", _WORD)),
        aside=rf"//.*|#(?!\[).*|{_TEXTS}",
    ),
    Blocks(
        name="Ruby",
        of=r"(\.rb|\.rake|(^|/)Rakefile)$",
        pairs=((r"^=begin\b", r"^=end\b"), (r"^__END__$", NEVER), _HERE),
        aside=rf"#(?!\{{).*|{_TEXTS}",
    ),
    Blocks(
        name="Perl",
        of=r"\.(pl|pm|t)$",
        pairs=((r"^=[A-Za-z]\w*", r"^=cut\b"), (r"^__(?:END|DATA)__$", NEVER), _HERE),
        aside=rf"\s#.*|{_TEXTS}",
    ),
    Blocks(name="Elixir", of=r"\.exs?$", pairs=(_QUOTES, _SINGLES), aside=rf"#.*|{_TEXTS}"),
    Blocks(
        name="shell",
        of=r"(\.(sh|bash|zsh|ksh|bats)|(^|/)[^./]+)$",
        pairs=((r"(?:^|;)\s*:\s+'", r"'"), (r"(?:^|;)\s*:\s+\"", r"\\.|\""), _SHELL_HERE),
        aside=rf"(?:^|\s)#.*|{_TEXTS}",
    ),
    Blocks(name="PowerShell", of=r"\.ps1$", pairs=((r"<#", r"#>"),), aside=_TEXTS),
    Blocks(name="Lua", of=r"\.lua$", pairs=((r"--\[\[", r"\]\]"),), aside=rf"--.*|{_TEXTS}"),
    Blocks(name="Haskell", of=r"\.hs$", pairs=((r"\{-(?!#)", r"-\}"),), aside=r"--.*", nests=True),
    Blocks(name="OCaml and F#", of=r"\.(mli?|fsx?)$", pairs=((r"\(\*(?!\))", r"\*\)"),), nests=True),
    Blocks(
        name="what a compiler may leave out",
        of=r"\.([chm]|cc|cpp|cxx|hpp|mm|cs|swift)$",
        pairs=((r"^\s*#\s*if\w*", r"^\s*#\s*(?:endif|else|elif)"),),
        nests=True,
    ),
)
"""Sources are the languages' references on comments and on texts over several lines."""


def alike(begins: str, ends: str) -> bool:
    """Whether the same mark begins a part and ends it."""
    return ends.endswith(begins)


def _tells(begins: str, ends: str) -> bool:
    """Whether an end tells by itself that a part was open: not a word, nor a quote that ends any text."""
    quote = ends[-1:] in ("'", '"') and ends[-3:] not in ("'''", '"""')
    return "{" not in ends and not quote and not alike(begins, ends)


class Marks:
    """A row as it is read: `begins` a part, `unlike` ends one by another mark, `either` of them; or `aside`."""

    pairs: tuple[tuple[str, str], ...]
    nests: bool
    begins: re.Pattern[str]
    unlike: re.Pattern[str]
    either: re.Pattern[str]

    def __init__(self, blocks: Blocks) -> None:
        self.pairs, self.nests = blocks.pairs, blocks.nests
        begins = "|".join(f"(?P<pair{n}>{begins})" for n, (begins, _) in enumerate(self.pairs))
        ends = {n: end for n, (begin, end) in enumerate(self.pairs) if _tells(begin, end)}
        self.begins = re.compile(rf"{begins}|(?P<aside>{blocks.aside})")
        self.unlike = re.compile("|".join(f"(?:{end})" for end in ends.values()) or NEVER)
        named = "".join(f"(?P<ends{n}>{end})|" for n, end in ends.items())
        self.either = re.compile(named + self.begins.pattern)


MARKS = tuple((re.compile(blocks.of), Marks(blocks)) for blocks in BLOCKS)
