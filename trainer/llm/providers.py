"""Presets for OpenAI-compatible endpoints. Pure data, standard library only."""

from dataclasses import dataclass

from trainer.llm.connection import host_of, is_local


@dataclass(frozen=True, slots=True)
class Provider:
    """One kind of endpoint."""

    id: str
    name: str
    """For people."""
    base_url: str
    """Default address; empty where the user must give one; <...> marks a part to fill in."""
    needs_key: bool
    local: bool
    """Runs on this machine, so the talk does not leave it."""
    host: str
    """Who would receive the talk, for people."""
    model: str = ""
    """Model that is suggested; empty where the server's own list decides."""
    api_version: str = ""
    """Value of the api-version query parameter, where the endpoint wants one."""
    hint: str = ""
    """What to do when it does not answer."""


OPENAI = Provider(
    "openai", "OpenAI", "https://api.openai.com/v1", True, False, "api.openai.com", model="gpt-6-luna",
    hint="check the network and the key",
)  # fmt: skip
AZURE = Provider(
    "azure",
    "Azure OpenAI",
    "https://<resource>.openai.azure.com/openai/v1",
    True,
    False,
    "your own Azure resource",
    hint="the model is the name of your deployment; the address ends in /openai/v1",
)
OLLAMA = Provider(
    "ollama", "Ollama", "http://127.0.0.1:11434/v1", False, True, "this machine", hint="start it with 'ollama serve'"
)
LM_STUDIO = Provider(
    "lmstudio",
    "LM Studio",
    "http://127.0.0.1:1234/v1",
    False,
    True,
    "this machine",
    hint="start the server in LM Studio's Developer tab and load a model",
)
LLAMA_CPP = Provider(
    "llamacpp",
    "llama.cpp",
    "http://127.0.0.1:8080/v1",
    False,
    True,
    "this machine",
    hint="start it with 'llama-server -m MODEL.gguf'",
)
VLLM = Provider(
    "vllm", "vLLM", "http://127.0.0.1:8000/v1", False, True, "this machine", hint="start it with 'vllm serve MODEL'"
)
OPENROUTER = Provider(
    "openrouter", "OpenRouter", "https://openrouter.ai/api/v1", True, False, "openrouter.ai", hint="check the key"
)
CUSTOM = Provider("custom", "another endpoint", "", False, False, "", hint="check the address; it often ends in /v1")

PROVIDERS: tuple[Provider, ...] = (OPENAI, AZURE, OLLAMA, LM_STUDIO, LLAMA_CPP, VLLM, OPENROUTER, CUSTOM)
LOCAL: tuple[Provider, ...] = tuple(p for p in PROVIDERS if p.local)


def provider(provider_id: str) -> Provider | None:
    """The preset of that id."""
    return next((p for p in PROVIDERS if p.id == provider_id), None)


def provider_of(base_url: str) -> Provider:
    """The preset an address belongs to: by host, for this machine by port as well; `CUSTOM` for any other."""
    host = host_of(base_url or OPENAI.base_url)
    if host.endswith((".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com")):
        return AZURE
    for preset in PROVIDERS:
        if preset.local and is_local(base_url) and f":{preset.base_url.split(':')[2]}" in f":{base_url.split(':')[-1]}":
            return preset
        if not preset.local and preset.base_url and host == host_of(preset.base_url):
            return preset
    return CUSTOM
