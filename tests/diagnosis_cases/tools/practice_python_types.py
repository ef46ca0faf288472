"""mypy and Pyright as teams call them."""

from tests.diagnosis_cases.case import Case

_TYPED = {
    "src/shop/__init__.py": "",
    "src/shop/price.py": "from typing import Optional\n\n\ndef total(prices: list[int]) -> int:\n    return sum(prices)\n\n\ndef first(prices: list[int]) -> Optional[int]:\n    return prices[0] if prices else None\n",
    "src/shop/cart.py": 'from shop.price import first, total\n\n\nclass Cart:\n    prices: list[int]\n\n    def worth(self) -> str:\n        return total(self.prices)\n\n    def least(self) -> int:\n        return first(self.prices) + 1\n\n\nCart().nothing()\ntotal("12")\n',
}
_TYPES = (
    ("src/shop/cart.py", 8),
    ("src/shop/cart.py", 11),
    ("src/shop/cart.py", 14),
    ("src/shop/cart.py", 15),
)

CASES = (
    *(
        Case(
            "mypy",
            f"as teams call it: {options}",
            _TYPED,
            f"mypy --cache-dir=/dev/null {options} src",
            "types",
            _TYPES,
        )
        for options in (
            "--strict --pretty",
            "--show-error-context --show-column-numbers --no-error-summary",
            "--hide-error-codes --no-color-output",
            "--show-error-end --show-column-numbers",
            "--output json",
            "--junit-xml report.xml",
        )
    ),
    Case(
        "mypy",
        "a library without types, an import that is none",
        {"src/a.py": "import nowhere_lib\nimport yaml\n\nx: int = 'a'\n"},
        "mypy --cache-dir=/dev/null src",
        "types",
        (("src/a.py", 1), ("src/a.py", 2), ("src/a.py", 4)),
    ),
    Case(
        "mypy",
        "does not parse",
        {"src/a.py": "def f(:\n"},
        "mypy --cache-dir=/dev/null src",
        "types",
        (("src/a.py", 1), ("src/a.py", 2)),
    ),
    Case(
        "mypy",
        "a setting that is wrong",
        {
            "src/a.py": "x: int = 'a'\n",
            "mypy.ini": "[mypy]\npython_version = 1.0\nplugins = nowhere_plugin\n",
        },
        "mypy --cache-dir=/dev/null src",
        "configuration",
        (("mypy.ini", None),),
    ),
    Case("mypy", "no such file", {"src/a.py": ""}, "mypy --cache-dir=/dev/null nowhere.py", "configuration"),
    *(
        Case("pyright", f"as teams call it: {options}", _TYPED, f"pyright {options}", "types", _TYPES)
        for options in ("src", "-p . --warnings", "--outputjson src")
    ),
    Case(
        "pyright",
        "settings that do not parse",
        {**_TYPED, "pyrightconfig.json": '{"include": ["src"], "typeCheckingMode": "hard",\n'},
        "pyright",
        "types",
        _TYPES,
    ),
)

VERSIONS: dict[str, str] = {}
