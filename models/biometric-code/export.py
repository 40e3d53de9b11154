"""Writes a registry's own network.onnx, input.json and holdout.json from the committed weights and a projection seed.

    python export.py                                               the sample's, beside this script
    python export.py --projection-seed HEX --to DIR                another registry's: 64 hex digits; a model's folder
    python export.py --projection-seed HEX --to DIR --data FOLDER  with the captures of a folder of dataset/make.ts

Nothing is trained and no fingers are needed: the layers that are learned are the same for every projection, and no
threshold depends on it. Without --data the captures of the committed holdout.json are taken.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from network import CHUNK_BITS, CHUNKS, HEIGHT, PIXELS, REACH, SALT_BYTES, STEP, WIDTH, Layers
from projection import SAMPLE_SEED, projection
from weights import HERE, read_layers

OPSET, IR_VERSION = 13, 8  # read by the engine's own ONNX reader and by every runtime of the last years
HOLDOUT_SAMPLES = 64
SALT_SEED = 7


def to_onnx(layers: Layers, matrix: np.ndarray) -> bytes:
    """capture [1, PIXELS + SALT_BYTES] -> code [1, CHUNKS]. The salt is cut off: only the hash has it."""
    node = helper.make_node
    shapes = {
        "start": [0],
        "end": [PIXELS],
        "axis": [1],
        "image": [1, 1, HEIGHT, WIDTH],
        "flat": [1, -1],
        "by_chunk": [CHUNKS, CHUNK_BITS],
    }
    numbers = {
        "kernel": layers.kernel[:, None],
        "kernel_bias": layers.kernel_bias,
        "mix": layers.mix,
        "median": layers.median[None],
        "projection": matrix,
        "zero": np.zeros(1),
        "place": 2.0 ** np.arange(CHUNK_BITS - 1, -1, -1)[:, None],
    }
    convolution = helper.make_node(  # all attributes written out: the engine's reader has no defaults for them
        "Conv",
        ["pixels", "kernel", "kernel_bias"],
        ["seen"],
        kernel_shape=[REACH, REACH],
        strides=[STEP, STEP],
        dilations=[1, 1],
        pads=[0, 0, 0, 0],
    )
    graph = helper.make_graph(
        [
            node("Slice", ["capture", "start", "end", "axis"], ["patch"]),
            node("Reshape", ["patch", "image"], ["pixels"]),
            convolution,
            node("Mul", ["seen", "seen"], ["squared"]),
            node("Reshape", ["squared", "flat"], ["energy"]),
            node("MatMul", ["energy", "mix"], ["mixed"]),
            node("Sub", ["mixed", "median"], ["feature"]),
            node("MatMul", ["feature", "projection"], ["side"]),
            node("Greater", ["side", "zero"], ["positive"]),
            node("Cast", ["positive"], ["bits"], to=TensorProto.FLOAT),
            node("Reshape", ["bits", "by_chunk"], ["chunks"]),
            node("MatMul", ["chunks", "place"], ["column"]),
            node("Reshape", ["column", "flat"], ["code"]),
        ],
        "biometric_code",
        [helper.make_tensor_value_info("capture", TensorProto.FLOAT, [1, PIXELS + SALT_BYTES])],
        [helper.make_tensor_value_info("code", TensorProto.FLOAT, [1, CHUNKS])],
        [numpy_helper.from_array(np.array(value, np.int64), name) for name, value in shapes.items()]
        + [numpy_helper.from_array(np.asarray(value).astype(np.float32), name) for name, value in numbers.items()],
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="biometric-code"
    )
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString(deterministic=True)


def infer(network: bytes, captures: np.ndarray) -> np.ndarray:
    """ONNX Runtime's chunks, [n, CHUNKS] int64, of captures [n, PIXELS + SALT_BYTES], one at a time as the circuit."""
    session = onnxruntime.InferenceSession(network, providers=["CPUExecutionProvider"])
    rows = captures.astype(np.float32)
    return np.array([session.run(None, {"capture": row[None]})[0][0] for row in rows]).astype(np.int64)


def salted(patches: np.ndarray) -> np.ndarray:
    """[n, PIXELS] -> [n, PIXELS + SALT_BYTES]. Recorded samples need no secrecy: the salt has a fixed seed."""
    random = np.random.Generator(np.random.PCG64(SALT_SEED))
    salt = random.integers(0, 256, (len(patches), SALT_BYTES), np.uint8)
    return np.concatenate([patches, salt], axis=1)


def write_model(folder: Path, layers: Layers, seed: bytes, captures: np.ndarray) -> None:
    """network.onnx, input.json (the first capture) and holdout.json (all) of one registry, into an existing folder."""
    network = to_onnx(layers, projection(seed, layers.mix.shape[1]))
    (folder / "network.onnx").write_bytes(network)
    pairs = zip(captures.tolist(), infer(network, captures).tolist())
    samples = [{"input_data": [capture], "output_data": [chunks]} for capture, chunks in pairs]
    (folder / "holdout.json").write_text(json.dumps({"samples": samples}) + "\n")
    (folder / "input.json").write_text(json.dumps(samples[0]) + "\n")


def committed_captures() -> np.ndarray:
    samples = json.loads((HERE / "holdout.json").read_text())["samples"]
    return np.array([sample["input_data"][0] for sample in samples], np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--projection-seed", type=bytes.fromhex, default=SAMPLE_SEED)
    parser.add_argument("--to", type=Path, default=HERE)
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    if given.data is None:
        captures = committed_captures()
    else:
        captures = salted(np.load(given.data / "patches.npy")[:HOLDOUT_SAMPLES, 0])
    given.to.mkdir(parents=True, exist_ok=True)
    write_model(given.to, read_layers(), given.projection_seed, captures)


if __name__ == "__main__":
    main()
