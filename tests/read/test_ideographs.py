"""Blanks that typesetting leaves in Chinese and Japanese."""

import pytest

from citekit.read.ideographs import closed_up


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第 41-43 页", "第41-43页"),
        ("档 案号：204-00064-02， 第 1-5 页。", "档案号：204-00064-02，第1-5页。"),
        ("国家档案馆 Beijing", "国家档案馆 Beijing"),
        ("조선 외무성 문서 5", "조선 외무성 문서 5"),
        ("RGANI, f. 5, op. 28", "RGANI, f. 5, op. 28"),
    ],
)
def test_blanks_beside_ideographs_are_none(text: str, expected: str) -> None:
    assert closed_up(text) == expected
