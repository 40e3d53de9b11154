"""Answers the TypeScript side: one JSON request a line on stdin, one JSON answer a line on file descriptor 3.

The library that the steps call prints to stdout and stderr as it likes; panics arrive as BaseException. The process never unwinds the
interpreter at its end (os._exit), because a library's thread pool can abort it there.
"""

import asyncio
import json
import os
import sys


def die_with_parent(parent: int) -> None:
    """A killed builder must not leave a prover behind; one that was killed before this took effect is found gone."""
    try:
        import ctypes
        import signal

        ctypes.CDLL("libc.so.6", use_errno=True).prctl(1, signal.SIGKILL)
    except (OSError, AttributeError):
        pass  # not Linux: the end of stdin stops the worker after the running call
    if os.name == "posix" and os.getppid() != parent:
        os._exit(130)


def limit_memory(limit: int) -> None:
    """A model that asks for more fails here instead of taking the machine down; the kernel's own killer would pick any process."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, ValueError, OSError):
        pass  # Windows and macOS have no such limit


def serve(load, steps) -> None:
    """Serves until stdin ends. `load` imports the library, once the limits hold; `steps` are coroutines (library, request) by name."""
    die_with_parent(int(sys.argv[2]))
    limit_memory(int(sys.argv[1]))
    answers = os.fdopen(3, "w", buffering=1)
    library = load()
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            value = loop.run_until_complete(steps[request["step"]](library, request))
            answer = {"ok": True, "value": value}
        except (KeyboardInterrupt, SystemExit):
            os._exit(130)
        except BaseException as error:  # noqa: BLE001  a Rust panic is not an Exception
            panic = not isinstance(error, Exception) or "panicked" in str(error)
            answer = {"ok": False, "panic": panic, "error": str(error)[:4000]}
        sys.stdout.flush()
        answers.write(json.dumps(answer) + "\n")
    answers.flush()
    os._exit(0)
