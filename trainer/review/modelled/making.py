"""Makes a model grader from settings."""

from pathlib import Path

from trainer.llm.client import ChatClient
from trainer.llm.connection import is_local
from trainer.llm.keys import find_key
from trainer.llm.providers import provider_of
from trainer.llm.tokens import Counter
from trainer.review.coded import Coder
from trainer.review.model_grader import ModelGrader

LOCAL_CONTEXT = 8_000
"""Prompt tokens for servers on this machine; the manual takes about 3,000 of them."""
HOSTED_CONTEXT = 24_000
WAIT_S = 120.0
"""Longest silence of an endpoint, in seconds: a whole answer is written before its first byte comes."""


def model_grader(
    base_url: str,
    model: str,
    coder: Coder,
    *,
    repeat: int = 1,
    data: Path | None = None,
    key: str | None = None,
    api_version: str = "",
) -> ModelGrader:
    """A grader; imports nothing heavy, grading does.

    Args:
        base_url: the endpoint; empty for OpenAI's own.
        model: name of the model; empty for the preset's.
        coder: the built-in coder.
        repeat: readings of each call.
        data: folder where the form an endpoint took is remembered.
        key: None to look where keys are kept.
        api_version: for Azure.

    Raises:
        KeyUnusable: a key was found that cannot be sent; the text is for people.
    """
    value = find_key(base_url).value if key is None else key
    preset = provider_of(base_url)
    name = model.strip() or preset.model
    counter = Counter(name)
    counter.start()
    client = ChatClient(base_url, name, value, api_version=api_version or preset.api_version, timeout_s=WAIT_S)
    context = LOCAL_CONTEXT if is_local(base_url) else HOSTED_CONTEXT
    return ModelGrader(client, coder, counter=counter, context=context, repeat=repeat, data=data)
