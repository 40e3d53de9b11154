"""Runs the engine's calls for the TypeScript side: one JSON request a line on stdin, one JSON answer a line on file descriptor 3.

The engine prints to stdout and stderr as it likes; panics arrive as BaseException. The process never unwinds the interpreter at its
end (os._exit), because the engine's thread pool can abort it there.
"""

import asyncio
import inspect
import json
import os
import sys

ABI_STEP_FAILS_WITH = "contract not found at path: Halo2Verifier"


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


async def call(function, *args, **kwargs):
    result = function(*args, **kwargs)
    return await result if inspect.isawaitable(result) else result


def run_args(ezkl, values):
    args = ezkl.PyRunArgs()
    for name, value in values.items():
        setattr(args, name, [tuple(v) if isinstance(v, list) else v for v in value] if name == "variables" else tuple(value) if isinstance(value, list) else value)
    return args


async def settings(ezkl, r):
    await call(ezkl.gen_settings, r["onnx"], r["settings"], py_run_args=run_args(ezkl, r["runArgs"]))


async def calibrate(ezkl, r):
    await call(ezkl.calibrate_settings, r["data"], r["onnx"], r["settings"], r["target"], 2.0, None, [1], r.get("maxLogrows"))


async def compile_circuit(ezkl, r):
    await call(ezkl.compile_circuit, r["onnx"], r["circuit"], r["settings"])


async def setup(ezkl, r):
    await call(ezkl.setup, r["circuit"], r["vk"], r["pk"], srs_path=r["srs"])


async def witness(ezkl, r):
    await call(ezkl.gen_witness, r["input"], r["circuit"], r["witness"])


async def prove(ezkl, r):
    await call(ezkl.prove, r["witness"], r["circuit"], r["pk"], r["proof"], srs_path=r["srs"])


async def verify(ezkl, r):
    return bool(await call(ezkl.verify, r["proof"], r["settings"], r["vk"], srs_path=r["srs"]))


async def verifier_source(ezkl, r):
    """The engine writes the source, then compiles it for an ABI; that second step is cut off (see home.ts) and must fail in one known way."""
    try:
        await call(ezkl.create_evm_verifier, r["vk"], r["settings"], r["source"], r["source"] + ".abi.json", srs_path=r["srs"])
    except RuntimeError as error:
        if ABI_STEP_FAILS_WITH not in str(error):
            raise


async def srs(ezkl, r):
    await call(ezkl.gen_srs, r["srs"], r["k"])


STEPS = {
    "settings": settings,
    "calibrate": calibrate,
    "compile": compile_circuit,
    "setup": setup,
    "witness": witness,
    "prove": prove,
    "verify": verify,
    "verifierSource": verifier_source,
    "srs": srs,
}


def main() -> None:
    die_with_parent(int(sys.argv[2]))
    limit_memory(int(sys.argv[1]))
    answers = os.fdopen(3, "w", buffering=1)
    import ezkl

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            value = loop.run_until_complete(STEPS[request["step"]](ezkl, request))
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


main()
