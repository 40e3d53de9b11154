"""The bare engine on one model: its own calls in their natural order, in one process, and nothing else. What every ratio is against.

    python bare.py MODEL_DIR OUT_DIR SRS_DIR OPTIONS_JSON

MODEL_DIR holds network.onnx and input.json. OPTIONS_JSON: {"calibration": "resources"|"accuracy"|"none", "runArgs": {...},
"steps": "all"|"build"|"prove"|"srs", "k": K, "tied": bool}; runArgs are attributes of PyRunArgs. "build" ends with the verifier's source; with "prove" the
build outputs are expected in OUT_DIR. SRS files are kzg<k>.srs: when the one for the circuit is missing the answer is {"missingSrs": k} and
nothing else; "srs" makes it, in a process of its own, so that neither its time nor its memory is in any figure. Prints one JSON object with
seconds and bytes; figures of a proof only where one is made. The ABI step of the verifier needs a compiler the engine would download: it
is kept from that by the caller's HOME, and its failure after the source is written is not counted. "tied" ends the process with the one
that started it (Linux).
"""

import asyncio
import inspect
import json
import os
import signal
import sys
import time

import ezkl

DEFAULTS = {"input_visibility": "private", "output_visibility": "public", "param_visibility": "fixed"}


async def main() -> dict:
    model_dir, out, srs_dir, options = sys.argv[1], sys.argv[2], sys.argv[3], json.loads(sys.argv[4])
    os.makedirs(out, exist_ok=True)
    seconds, cpu_seconds = {}, {}

    def path(name):
        return os.path.join(out, name)

    async def timed(step, function, *args, **kwargs):
        start, cpu_start = time.perf_counter(), time.process_time()
        try:
            result = function(*args, **kwargs)
            return await result if inspect.isawaitable(result) else result
        finally:
            seconds[step] = time.perf_counter() - start
            cpu_seconds[step] = time.process_time() - cpu_start

    onnx, data = os.path.join(model_dir, "network.onnx"), os.path.join(model_dir, "input.json")
    steps = options.get("steps", "all")
    if steps == "srs":
        return make_srs(srs_dir, options["k"])
    builds, proves = steps != "prove", steps != "build"
    if builds:
        args = ezkl.PyRunArgs()
        for name, value in {**DEFAULTS, **options.get("runArgs", {})}.items():
            setattr(args, name, tuples(value))
        await timed("settings", ezkl.gen_settings, onnx, path("settings.json"), py_run_args=args)
        if options.get("calibration", "resources") != "none":
            await timed("calibrate", ezkl.calibrate_settings, data, onnx, path("settings.json"), options.get("calibration", "resources"), 2.0, None, [1])
    with open(path("settings.json")) as file:
        settings = json.load(file)
    k = settings["run_args"]["logrows"]
    srs = os.path.join(srs_dir, f"kzg{k}.srs")
    if not os.path.exists(srs):
        return {"missingSrs": k}
    if builds:
        await timed("compile", ezkl.compile_circuit, onnx, path("network.ezkl"), path("settings.json"))
        await timed("setup", ezkl.setup, path("network.ezkl"), path("vk.key"), path("pk.key"), srs_path=srs)
        try:
            await timed("verifierSource", ezkl.create_evm_verifier, path("vk.key"), path("settings.json"), path("Verifier.sol"), path("abi.json"), srs_path=srs)
        except RuntimeError as error:
            if not os.path.exists(path("Verifier.sol")):
                raise error
    figures = {
        "version": settings["version"],
        "k": k,
        "rows": settings["num_rows"],
        "pkBytes": os.path.getsize(path("pk.key")),
        "seconds": seconds,
        "cpuSeconds": cpu_seconds,
    }
    if not proves:
        return {**figures, "peakBytes": peak_bytes()}
    await timed("witness", ezkl.gen_witness, data, path("network.ezkl"), path("witness.json"), path("vk.key"), srs)
    await timed("prove", ezkl.prove, path("witness.json"), path("network.ezkl"), path("pk.key"), path("proof.json"), srs_path=srs)
    verified = await timed("verify", ezkl.verify, path("proof.json"), path("settings.json"), path("vk.key"), srs_path=srs)
    with open(path("proof.json")) as file:
        proof = json.load(file)
    return {**figures, "peakBytes": peak_bytes(), "verified": bool(verified), "proofBytes": (len(proof["hex_proof"]) - 2) // 2}


def tuples(value):
    """JSON has lists where the engine wants tuples: a range, and each variable in the list of them."""
    if not isinstance(value, list):
        return value
    return [tuple(pair) for pair in value] if all(isinstance(pair, list) for pair in value) else tuple(value)


def make_srs(directory, k):
    """A dev SRS; whole or not there at all, whoever else makes the same one."""
    final = os.path.join(directory, f"kzg{k}.srs")
    unfinished = f"{final}.{os.getpid()}.tmp"
    ezkl.gen_srs(unfinished, k)
    os.replace(unfinished, final)
    return {"madeSrs": k}


def peak_bytes():
    """Most resident memory of this process; None where the system does not tell.

    Linux: VmHWM, which begins anew with the program. ru_maxrss does not: it starts from what the process that started this one had resident.
    """
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        pass
    try:
        import resource
    except ImportError:
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def die_first():
    """If memory runs out, Linux is to end this process and not the one that waits for it."""
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
    except OSError:
        pass


def die_with_parent():
    """A thread could not watch for it: the engine holds the interpreter for as long as it proves."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    die_first()
    if json.loads(sys.argv[4]).get("tied"):
        die_with_parent()
    try:
        print(json.dumps(asyncio.run(main())), flush=True)
    except BaseException as error:  # noqa: BLE001  panics are not Exceptions
        print(json.dumps({"error": f"{type(error).__name__}: {error}"[:500]}), flush=True)
    os._exit(0)
