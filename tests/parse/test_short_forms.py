"""The short form that a citation gives itself, in the languages of the field."""

import pytest

from citekit.find.vocabulary import SHORT_FORM
from citekit.model import Span
from citekit.parse.parts import classify

LEADS = (
    "hereafter|henceforth|hereinafter cited as|hereafter referred to as|далее:|далі –|надалі:|далей:|нататък:|по-нататък:"
    "|даље:|nadalje:|dalje:|dalej:|dále:|ďalej:|toliau:|turpmāk:|edaspidi:|în continuare:|bundan sonra:|dalej cyt."
    "|dalej jako|dále jen|ďalej len|künftig:|künftig zit.:|im folgenden|im Folgenden zitiert als|a továbbiakban:|ci-après:"
    "|d’ora in poi|d'ora in poi:|en adelante|doravante:|u daljem tekstu:|u daljnjem tekstu:|у даљем тексту:|în cont.:"
    "|în continuare|v nadaljevanju:"
).split("|")


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("brackets", ["()", "[]"])
def test_a_short_form_is_known_by_what_leads_to_it(lead: str, brackets: str) -> None:
    opening, closing = brackets
    text = f"Smith Papers {opening}{lead} SPX{closing}, box 3, folder 2"
    assert SHORT_FORM.search(text), "the words lead to no short form"
    found = classify(text, Span(0, len(text))).short_form
    assert found is not None
    assert found["name"] == "SPX"
