"""The files that the circuit is built from and held against: the ONNX graph and the recorded inputs."""

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from network import Output, hidden_weights
from series import WINDOW, Windows

OPSET, IR_VERSION = 13, 8  # read by the engine's own ONNX reader and by every runtime of the last years
CALIBRATION_SAMPLES, HOLDOUT_SAMPLES = 20, 64


def to_onnx(output: Output) -> bytes:
    """returns [1, WINDOW] -> allocation [1, 1]. `output` as it comes from network.on_grid."""
    hidden = hidden_weights()
    constants = {
        "hidden_weight": hidden,
        "hidden_bias": np.zeros(hidden.shape[1]),
        "out_weight": output.weights.reshape(-1, 1),
        "out_bias": np.array([output.bias]),
        "zero": np.array(0.0),
        "one": np.array(1.0),
    }
    graph = helper.make_graph(
        [
            helper.make_node("Gemm", ["returns", "hidden_weight", "hidden_bias"], ["hidden_raw"]),
            helper.make_node("Relu", ["hidden_raw"], ["hidden"]),
            helper.make_node("Gemm", ["hidden", "out_weight", "out_bias"], ["allocation_raw"]),
            helper.make_node("Clip", ["allocation_raw", "zero", "one"], ["allocation"]),
        ],
        "trading_signal",
        [helper.make_tensor_value_info("returns", TensorProto.FLOAT, [1, WINDOW])],
        [helper.make_tensor_value_info("allocation", TensorProto.FLOAT, [1, 1])],
        [numpy_helper.from_array(value.astype(np.float32), name) for name, value in constants.items()],
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="trading-signal"
    )
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString(deterministic=True)


def infer(network: bytes, past: np.ndarray) -> np.ndarray:
    """The float model's allocations, [days], one window at a time as the circuit takes them."""
    session = onnxruntime.InferenceSession(network, providers=["CPUExecutionProvider"])
    rows = past.astype(np.float32)
    return np.array([session.run(None, {"returns": row[None]})[0].item() for row in rows])


def between_bounds(allocation: np.ndarray) -> np.ndarray:
    return (allocation > 0) & (allocation < 1)


def spread_with_extremes(windows: Windows, allocation: np.ndarray, count: int) -> np.ndarray:
    """`count` rows in time order: those with the most extreme day, month and allocation, the last one, the last one
    strictly between 0 and 1, and the rest evenly spaced."""
    total = windows.past.sum(axis=1)
    keys = (windows.past.min(axis=1), -windows.past.max(axis=1), total, -total, allocation, -allocation)
    chosen = {int(np.argmin(key)) for key in keys}
    inside = np.flatnonzero(between_bounds(allocation))
    chosen |= {int(inside[np.argmin(allocation[inside])]), int(inside[np.argmax(allocation[inside])])}
    chosen |= {int(inside[-1]), len(allocation) - 1}
    for row in np.linspace(0, len(allocation) - 1, count).round().astype(int):
        if len(chosen) == count:
            break
        chosen.add(int(row))
    return np.array(sorted(chosen))


def shortest(values: np.ndarray) -> list[float]:
    """The shortest decimals that are the same float32 again."""
    return [float(str(value)) for value in values.astype(np.float32)]


def sample(past: np.ndarray, allocation: float) -> dict:
    """Returns are multiples of 2^-16, which a JSON number holds exactly."""
    return {"input_data": [past.tolist()], "output_data": [shortest(np.array([allocation]))]}


def write_json(path: Path, value: dict) -> None:
    path.write_text(json.dumps(value) + "\n")


def write_files(folder: Path, network: bytes, known: Windows, holdout: Windows) -> None:
    """`known` are the days before the hold-out: what a calibration may see.

    input.json is the latest hold-out window whose allocation is strictly between 0 and 1, since a clipped one would
    hide a wrong circuit. calibration.json is one flat list, as the engine wants several samples of one tensor: it cuts
    the list by the tensor's length, and of a list of lists it reads the first only."""
    (folder / "network.onnx").write_bytes(network)
    allocation = infer(network, holdout.past)
    picks = spread_with_extremes(holdout, allocation, HOLDOUT_SAMPLES)
    write_json(folder / "holdout.json", {"samples": [sample(holdout.past[row], allocation[row]) for row in picks]})
    latest = np.flatnonzero(between_bounds(allocation))[-1]
    write_json(folder / "input.json", sample(holdout.past[latest], allocation[latest]))
    picks = spread_with_extremes(known, infer(network, known.past), CALIBRATION_SAMPLES)
    write_json(folder / "calibration.json", {"input_data": [known.past[picks].ravel().tolist()]})
    print(f"input.json: the window before {holdout.day[latest]}, allocation {allocation[latest]:.6f}")
