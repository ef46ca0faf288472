"""A patch on its way between two jobs, and everything that can happen to it there."""

import base64
import gzip
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.decide.vetting import MAX_PATCH
from bot.worker.patch import Packed, Withheld, pack, unpack

PATCH = b"diff --git a/app.py b/app.py\n" + bytes(range(256)) * 20


def described(text: str) -> tuple[str, str, str]:
    """A text with the length and hash that go with it: what a dishonest fix job may say."""
    return text, str(len(text)), hashlib.sha256(text.encode()).hexdigest()


def withheld(text: str, length: str, sha256: str) -> str:
    with pytest.raises(Withheld) as refused:
        unpack(text, length, sha256)
    return str(refused.value)


def test_a_patch_arrives_as_it_was_packed() -> None:
    packed = pack(PATCH)
    assert PATCH == unpack(packed.text, str(packed.length), packed.sha256)


def test_the_same_patch_is_packed_the_same() -> None:
    assert pack(PATCH) == pack(PATCH)


def test_an_empty_patch_is_an_empty_text() -> None:
    assert Packed("", 0, hashlib.sha256(b"").hexdigest()) == pack(b"")


def test_an_output_that_github_dropped_is_withheld_with_the_reason() -> None:
    assert "no patch arrived; GitHub drops an output that contains a masked value" == withheld("", "", "")


@pytest.mark.parametrize("change", ("cut", "longer", "one letter", "no length", "no hash"))
def test_a_patch_that_changed_on_its_way_is_withheld(change: str) -> None:
    packed = pack(PATCH)
    text, length, sha = packed.text, str(packed.length), packed.sha256
    arrived = {
        "cut": (text[:-4], length, sha),
        "longer": (text + "AAAA", length, sha),
        "one letter": (("B" if text[0] != "B" else "C") + text[1:], length, sha),
        "no length": (text, "", sha),
        "no hash": (text, length, ""),
    }
    assert "the patch arrived changed or cut" == withheld(*arrived[change])


@pytest.mark.parametrize(
    "text",
    (
        pytest.param("not base64!", id="not base64"),
        pytest.param("Zm9vYmFy", id="not compressed"),
        pytest.param("é" * 4, id="not ASCII"),
        pytest.param(base64.b64encode(gzip.compress(PATCH)[:-9]).decode(), id="cut before it was described"),
        pytest.param(base64.b64encode(gzip.compress(PATCH) + b"more").decode(), id="something behind it"),
        pytest.param(base64.b64encode(gzip.compress(b"")).decode(), id="nothing in it"),
    ),
)
def test_what_was_never_a_patch_is_withheld_though_described_well(text: str) -> None:
    assert "the patch cannot be unpacked" == withheld(*described(text))


def test_a_patch_that_is_too_large_is_not_packed() -> None:
    with pytest.raises(Withheld, match=f"the patch is {MAX_PATCH + 1} bytes"):
        pack(b"x" * (MAX_PATCH + 1))


def test_a_small_text_that_unpacks_to_too_much_is_withheld() -> None:
    bomb = base64.b64encode(gzip.compress(b"x" * (MAX_PATCH * 50))).decode()
    assert f"the patch is larger than {MAX_PATCH} bytes" == withheld(*described(bomb))


MANY = settings(deadline=None, max_examples=150)


@MANY
@given(st.binary(min_size=1, max_size=500))
def test_any_patch_arrives_as_it_was_packed(patch: bytes) -> None:
    packed = pack(patch)
    assert patch == unpack(packed.text, str(packed.length), packed.sha256)


@MANY
@given(
    st.text(st.characters(), max_size=80)
    | st.binary(max_size=80).map(lambda raw: base64.b64encode(raw).decode())
)
def test_anything_else_is_withheld_and_never_an_error(text: str) -> None:
    sha = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    with pytest.raises(Withheld):
        unpack(text, str(len(text)), sha)
