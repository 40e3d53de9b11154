"""The ONNX graph of the judge, and the float model's answers by ONNX Runtime."""

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from network import FRAMES, FRAMES_PER_SLOT, PAIRS, REACH, SLOPE, SLOTS, Weights

HERE = Path(__file__).resolve().parent
OPSET, IR_VERSION = 13, 8  # read by the engine's own ONNX reader and by every runtime of the last years


def convolution(inputs: list[str], output: str, width: int) -> onnx.NodeProto:
    """All attributes written out: the engine's reader has no defaults for them."""
    return helper.make_node(
        "Conv", inputs, [output], kernel_shape=[width], strides=[1], dilations=[1], pads=[width // 2, width // 2]
    )


def clip_01(value: str, result: str) -> list[onnx.NodeProto]:
    """1 - relu(1 - relu(value)): the engine's own Clip takes more rows."""
    low, gap, rest = f"{value}_low", f"{value}_gap", f"{value}_rest"
    return [
        helper.make_node("Relu", [value], [low]),
        helper.make_node("Sub", ["one", low], [gap]),
        helper.make_node("Relu", [gap], [rest]),
        helper.make_node("Sub", ["one", rest], [result]),
    ]


def to_onnx(weights: Weights) -> bytes:
    """pitch [1, FRAMES], energy [1, FRAMES], target [1, SLOTS] -> score [1, 1], melody [1, SLOTS]; `weights` from
    network.on_grid. `melody` is `target` again, so that a proof shows which melody was judged."""
    shapes = {
        "by_slot": [1, SLOTS, FRAMES_PER_SLOT],
        "one_a_slot": [1, SLOTS, 1],
        "in_a_row": [1, 1, FRAMES],
        "frames_axis": [2],
    }
    numbers = {
        "error_weight": np.tile(weights.error, (2, 1)).reshape(2 * PAIRS, 1, REACH),
        "error_bias": np.concatenate([weights.error_bias, -weights.error_bias]),
        "energy_weight": weights.energy.reshape(1, 1, 1),
        "energy_bias": weights.energy_bias,
        "mark_weight": np.concatenate([weights.mark[:PAIRS], weights.mark]).reshape(1, 2 * PAIRS + 2, 1),
        "mark_bias": weights.mark_bias,
        "slope": np.full((1, 1), SLOPE / FRAMES),
        "offset": weights.offset,
        "one": np.ones(1),
    }
    node = helper.make_node
    graph = helper.make_graph(
        [
            node("Identity", ["target"], ["melody"]),
            node("Cast", ["target"], ["wanted"], to=TensorProto.FLOAT),
            node("Reshape", ["wanted", "one_a_slot"], ["wanted_by_slot"]),
            node("Reshape", ["pitch", "by_slot"], ["pitch_by_slot"]),
            node("Sub", ["pitch_by_slot", "wanted_by_slot"], ["error_by_slot"]),
            node("Reshape", ["error_by_slot", "in_a_row"], ["error"]),
            node("Reshape", ["energy", "in_a_row"], ["loud"]),
            convolution(["error", "error_weight", "error_bias"], "error_raw", REACH),
            node("Abs", ["error_raw"], ["units"]),
            convolution(["loud", "energy_weight", "energy_bias"], "voice_raw", 1),
            node("Abs", ["voice_raw"], ["voice"]),
            node("Concat", ["units", "voice", "loud"], ["seen"], axis=1),
            convolution(["seen", "mark_weight", "mark_bias"], "mark", 1),
            *clip_01("mark", "marks"),
            node("ReduceSum", ["marks", "frames_axis"], ["total"], keepdims=0),
            node("Gemm", ["total", "slope", "offset"], ["stretched"]),
            *clip_01("stretched", "score"),
        ],
        "singing_judge",
        [
            helper.make_tensor_value_info("pitch", TensorProto.FLOAT, [1, FRAMES]),
            helper.make_tensor_value_info("energy", TensorProto.FLOAT, [1, FRAMES]),
            helper.make_tensor_value_info("target", TensorProto.INT64, [1, SLOTS]),
        ],
        [
            helper.make_tensor_value_info("score", TensorProto.FLOAT, [1, 1]),
            helper.make_tensor_value_info("melody", TensorProto.INT64, [1, SLOTS]),
        ],
        [numpy_helper.from_array(np.array(value, np.int64), name) for name, value in shapes.items()]
        + [numpy_helper.from_array(value.astype(np.float32), name) for name, value in numbers.items()],
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="singing-judge"
    )
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString(deterministic=True)


def infer(network: bytes, pitch: np.ndarray, energy: np.ndarray, melody: np.ndarray) -> np.ndarray:
    """The scores of ONNX Runtime, [samples], one attempt at a time as the circuit takes them."""
    session = onnxruntime.InferenceSession(network, providers=["CPUExecutionProvider"])
    rows = zip(pitch.astype(np.float32), energy.astype(np.float32), melody.astype(np.int64))
    return np.array(
        [session.run(["score"], {"pitch": p[None], "energy": e[None], "target": m[None]})[0].item() for p, e, m in rows]
    )


def sample(pitch: np.ndarray, energy: np.ndarray, melody: np.ndarray, score: float) -> dict:
    """In the form of input.json. Features are multiples of 1/128 and so are exact in few digits."""
    wanted = [int(semitone) for semitone in melody]
    return {
        "input_data": [[float(value) for value in pitch], [float(value) for value in energy], wanted],
        "output_data": [[float(np.float32(score))], wanted],
    }


def write_json(path: Path, value: dict) -> None:
    path.write_text(json.dumps(value) + "\n")
