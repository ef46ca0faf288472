"""Which lines assert something that may be otherwise. Pure.

Read by `vetting`, which counts them, and by those that see what a change puts around them.
"""

import re

_ASSERTION = re.compile(
    r"^\s*(?:(?:await|return|yield)\s+)?(assert\b|assert!|assert_|self\.assert|(?:\$this->|self::|static::)assert|Assert(?:\.|::)|"
    r"assert\w*\(|assertThat|[eE]xpect\(|expect |require\.|EXPECT_|ASSERT_|(?!CHECK_NOFAIL)(?:CHECK|REQUIRE)(?:_\w+)?\(|"
    r"BOOST_(?:CHECK|REQUIRE|TEST)\w{0,40}\(|XCTAssert|#expect|#require|prop_assert|refute\b|refute_|is_expected\b|"
    r"t\.(Error|Errorf|Fatal|Fatalf)\(|is\(|RUN_ALL_TESTS\()|"
    r"^\s*\[\[? .{0,300}\$.{0,300} \]\]?$|^\s*\S.{0,200}?\.(?:should|Should)\b"
)
_FIXED = r"(?:True|true|1|not\s+(?:False|0|None)|!false|\"[^\"\\]*\"|'[^'\\]*')"
_ALWAYS = re.compile(
    rf"^\s*assert!?\s*\(?\s*{_FIXED}\s*\)?\s*(?:,|;|#|$|or\b|\|\|)|"
    r"[aA]ssert(_|::)?[tT]rue\(\s*(true|True|1)\s*[,)|]|"
    r"expect\(\s*(true|1)\s*\)\.(toBe|toEqual|toBeTruthy|to\.be)|"
    r"^\s*expect\((?:[^()]|\((?:[^()]|\([^()]*\))*\)){1,300}\)(?:\.not)?(?:\.to\w+)?;$|^\s*expect\(.{0,300}\)\.(?:resolves|rejects)\b|"
    r"\.(?:toBe|toEqual|toStrictEqual)\(\s*expect\.anything\(\)\s*\)|"
    r"expect\(\s*(?P<said>[\w.'\"]{1,60})\s*\)\.(?:toBe|toEqual|toStrictEqual|to\.equal|to\.eq|to eq)\(\s*(?P=said)\s*\)|"
    r"^\s*(?:assert|expect|self\.assert|t\.).{0,300}(?:\bor\s+(?:True|1|not\s+(?:False|0|None))\b|\|\|\s*(?:true|1)\b)|"
    r"^\s*assert\s*\((?:[^()]|\([^()]*\)){1,300},\s*f?[\"'][^\"']*[\"']\s*\)\s*(?:#|$)|"
    r"^\s*assert\s*\((?:[^()]|\([^()]*\)){1,300},\s*\)\s*(?:#|$)|^\s*assert\s+\[[^\[\]]{1,300}\]\s*(?:#|$)|"
    r"^\s*assert\s.{1,300}\belse\s+(?:True|1)\s*(?:,|#|$)|^\s*assert\s+lambda\b|"
    r"^\s*assert!?\s*\(?\s*(?P<one>[\w.]{1,60}(?:\(\))?)\s*==\s*(?P=one)\s*(?:,|#|\)|$)|"
    r"\b[aA]ssert(?:_eq!|Equals?|_equal|Same|\.Equal)\s*\(?\s*(?P<same>[\w.]{1,60}(?:\(\))?)\s*,\s*(?P=same)\s*\)"
)
"""What cannot fail: a fixed value, one or another, a pair of condition and message, a thing and itself."""
_LINE = 600
"""Characters of a line that are looked at."""


def asserts(line: str) -> bool:
    """Whether a line asserts something that may be otherwise."""
    return bool(_ASSERTION.match(line)) and not _ALWAYS.search(line[:_LINE])
