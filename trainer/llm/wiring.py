"""Makes a model voice from settings."""

from trainer.llm.client import ChatClient
from trainer.llm.connection import is_local
from trainer.llm.keys import find_key
from trainer.llm.providers import provider_of
from trainer.llm.tokens import Counter
from trainer.llm.voice import ModelVoice

LOCAL_CONTEXT = 3_600
"""Prompt tokens for servers on this machine: Ollama cuts silently at 4,096 unless told otherwise."""
HOSTED_CONTEXT = 12_000


def model_voice(
    base_url: str, model: str, call: str = "", *, key: str | None = None, api_version: str = ""
) -> ModelVoice:
    """A voice for one call. Imports nothing heavy; the first `speak` or `load` does, in threads.

    Args:
        base_url: the endpoint; empty for OpenAI's own.
        model: name of the model; empty for the preset's.
        call: id of the call, for log lines.
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
    client = ChatClient(base_url, name, value, api_version=api_version or preset.api_version)
    return ModelVoice(client, counter, LOCAL_CONTEXT if is_local(base_url) else HOSTED_CONTEXT, call)
