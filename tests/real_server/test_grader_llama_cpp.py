"""The model grader against the real llama.cpp server with random weights: the form is enforced, the words are noise."""

from tests.real_server.test_llama_cpp import KEY, pytestmark, url  # noqa: F401 - the fixture and the skip
from tests.review.fakes import ByHeart, transcript
from tests.review.scripted import KNOWN, NO
from trainer.llm.client import ChatClient
from trainer.llm.structured import for_rung
from trainer.review.grader import OfflineGrader
from trainer.review.model_grader import ModelGrader
from trainer.review.modelled.answer import CODING_SCHEMA, read_answer
from trainer.rubric.grade import Scale

CALL = transcript(NO, "Then it's no, Denise. I'll pull the order back.", "Thank you, Greg.")


async def test_what_the_server_enforces_is_the_form_we_read(url: str) -> None:  # noqa: F811
    import openai

    client = ChatClient(url, "tiny-random", KEY, max_retries=0)
    raw = await client.load()
    messages, form = for_rung("schema", [{"role": "user", "content": "Code the call."}], CODING_SCHEMA)
    for _ in range(8):
        try:
            answer = await raw.chat.completions.create(model="tiny-random", messages=messages, max_tokens=300, **form)
        except openai.InternalServerError as error:
            assert "does not match" in str(error)  # noise that was cut off in the middle of a string
            continue
        choice = answer.choices[0]
        assert choice.finish_reason == "length" or len(read_answer(choice.message.content).opinions) == 3
    await client.aclose()


def test_noise_gives_the_built_in_grade_or_one_that_keeps_every_rule(url: str) -> None:  # noqa: F811
    coder = ByHeart(KNOWN)
    grader = ModelGrader(ChatClient(url, "tiny-random", KEY, max_retries=0, timeout_s=120), coder)
    graded = grader.graded(CALL)
    grade = graded.grade
    assert all(score in (1, 2, 3, 4, 5) for score in grade.scores.values())
    assert all(hit.quote in turn.text for turn in grade.turns for hit in turn.hits)
    if graded.counts is None:
        assert grade.notice and grade.scores == OfflineGrader(coder).grade(CALL).scores
    else:
        assert grade.grader == "llm" and grade.scores[Scale.RESPECT_NO] >= 3  # nothing was pushed


def test_a_wrong_key_is_told(url: str) -> None:  # noqa: F811
    grader = ModelGrader(ChatClient(url, "tiny-random", "sk-wrong-0123456789", max_retries=0), ByHeart(KNOWN))
    assert "did not take the key" in grader.grade(CALL).notice
