"""Not judged is a value with a reason, and most calls are judged."""

import pytest

from tests.rubric.corpus import coded_calls
from tests.rubric.talk import judged, rep, says
from trainer.rubric.grade import Scale
from trainer.rubric.scoring import apply_rules


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("...", "nothing that can be judged"),
        ("", "nothing that can be judged"),
        ("👍", "nothing that can be judged"),
        ("Мы понимаем ваше решение и уважаем его, спасибо за честность", "script"),
        ("わかりました。ありがとうございます。", "script"),
        ("Dann ist das so, ich nehme den Vertrag zurück und Sie müssen nichts weiter tun.", "another language"),
        ("De acuerdo, entonces es que no, retiro el contrato y no tiene que hacer nada más.", "another language"),
        ("Je comprends, c'est votre décision et je retire le contrat, vous n'avez rien à faire.", "another language"),
        ("ok", "too little"),
    ],
)
def test_what_cannot_be_judged_is_none_with_a_reason(text, reason):
    found = judged(rep(text))
    assert all(score is None for score in found.scores.values())
    assert found.no_respected is None
    assert found.relationship is None
    assert set(found.not_judged) == {*map(str, Scale), "no_respected", "relationship"}
    assert all(reason in why for why in found.not_judged.values())


def test_a_talk_without_the_rep_is_not_judged():
    found = judged(says("It's a no."), says("Hello?"))
    assert "no turn" in found.not_judged["calmness"]


@pytest.mark.parametrize(
    "text",
    [
        "Fine. No it is.",
        "ok fair. sorry about that mate. all the best",
        "Eish. Sawa sawa, boss. It's a no.",
        "Buenas Don Eusebio 🙏 no machine then, with good reason.",
        "Grüß Gott. Then we stop here.",
    ],
)
def test_short_rough_or_second_language_english_is_judged(text):
    assert judged(rep(text, "accept_no")).not_judged == {}


def test_of_the_whole_corpus_only_a_rep_who_said_nothing_is_not_judged():
    unjudged = [c for c in coded_calls() if apply_rules(c.transcript, c.coded).not_judged]
    assert [c.transcript.id for c in unjudged] == []
