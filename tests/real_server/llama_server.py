"""llama.cpp's OpenAI-compatible server on this machine; prints its address, runs until its standard input ends.

usage: python -m tests.real_server.llama_server MODEL.gguf PORT [KEY]        (needs: pip install xllamacpp)
"""

import sys


def main(model: str, port: int, key: str = "") -> None:
    """Serve until standard input is closed."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = model
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_ctx = 32_768
    params.n_parallel = 2
    params.n_predict = 512
    params.cpuparams.n_threads = 2
    params.warmup = False
    params.ui = False
    params.offline = True
    params.model_alias = {"tiny-random"}
    if key:
        params.api_keys = [key]
    server = xllamacpp.Server(params)
    print("listening", server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:4])
