#!/usr/bin/env python3
"""Makes the small models that the codec's vectors are recorded from: each of them is there for one thing that a layout can get wrong.

    python models.py          prints {name: {"onnx": base64, "input_data": [...], "scale": bits, "contexts": [...]}}

Needs nothing but Python. The same bytes come out on every run: the weights are fixed multiples of 1/4, nothing is drawn at random.
"""

import base64
import json

from graph import BOOL, FLOAT, INT64, graph_input, graph_output, integers, model, node, weights


def quarters(count: int, step: int) -> list:
    """Values from -3/4 to 3/4 in an order that `step` stirs."""
    return [((step * i) % 7 - 3) / 4 for i in range(count)]


MODELS = {}


def add(name: str, parts: list, input_data: list, scale: int = 7, contexts: tuple = (False,)) -> None:
    MODELS[name] = {
        "onnx": base64.b64encode(model(name, parts)).decode(),
        "input_data": input_data,
        "scale": scale,
        "contexts": list(contexts),
    }


# Two dense layers; scores of either sign.
add("scores", [
    node("MatMul", ["features", "w1"], "h1"), node("Add", ["h1", "b1"], "h2"), node("Relu", ["h2"], "h3"),
    node("MatMul", ["h3", "w2"], "scores"),
    weights("w1", [3, 5], quarters(15, 5)), weights("b1", [1, 5], [0.25] * 5), weights("w2", [5, 4], quarters(20, 3)),
    graph_input("features", FLOAT, [1, 3]), graph_output("scores", FLOAT, [1, 4]),
], [[1.5, -0.75, 0.5]], contexts=(False, True))

# Three inputs, three outputs of different lengths.
add("quotes", [
    node("Sub", ["bid", "ask"], "spread"), node("Mul", ["ask", "size"], "cost"), node("Neg", ["bid"], "short"),
    node("Concat", ["spread", "short"], "both", axis=1),
    graph_input("bid", FLOAT, [1, 2]), graph_input("ask", FLOAT, [1, 2]), graph_input("size", FLOAT, [1, 2]),
    graph_output("spread", FLOAT, [1, 2]), graph_output("cost", FLOAT, [1, 2]), graph_output("both", FLOAT, [1, 4]),
], [[1.25, 2.0], [1.5, 1.75], [3.0, -4.0]], scale=5, contexts=(False, True))

# Booleans, and a batch size that the file leaves open; the tensors' names are reserved words of Solidity, TypeScript or both.
add("compare", [
    node("Less", ["returns", "address"], "delete"), node("Greater", ["returns", "address"], "mapping"),
    graph_input("returns", FLOAT, ["batch_size", 4]), graph_input("address", FLOAT, ["batch_size", 4]),
    graph_output("delete", BOOL, ["batch_size", 4]), graph_output("mapping", BOOL, ["batch_size", 4]),
], [[0.5, -0.5, 1.0, 2.0], [1.0, -1.0, 1.0, 2.5]])

# Integers in, integers and a float out.
add("counts", [
    node("Sub", ["wins", "losses"], "net"), node("Mul", ["net", "stake"], "paid"),
    node("Cast", ["net"], "net_float", to=FLOAT), node("Mul", ["net_float", "half"], "halved"),
    integers("stake", [1, 4], [1000, 7, 1, 3]), weights("half", [1, 1], [0.5]),
    graph_input("wins", INT64, [1, 4]), graph_input("losses", INT64, [1, 4]),
    graph_output("net", INT64, [1, 4]), graph_output("paid", INT64, [1, 4]), graph_output("halved", FLOAT, [1, 4]),
], [[3, 0, 12345, 2], [1, 9, 0, 2]], contexts=(False, True))

# Bitwise logic on booleans that come in as such.
add("gates", [
    node("And", ["left", "right"], "all"), node("Or", ["left", "right"], "any"), node("Xor", ["left", "right"], "one"),
    node("Not", ["left"], "none"),
    graph_input("left", BOOL, [1, 4]), graph_input("right", BOOL, [1, 4]),
    graph_output("all", BOOL, [1, 4]), graph_output("any", BOOL, [1, 4]), graph_output("one", BOOL, [1, 4]),
    graph_output("none", BOOL, [1, 4]),
], [[False, False, True, True], [False, True, False, True]])

# Tensors without dimensions and with a single one.
add("single", [
    node("Mul", ["level", "level"], "square"), node("ReduceSum", ["series"], "total", keepdims=0),
    node("Add", ["level", "offset"], "shifted"), weights("offset", [1], [-2.5]),
    graph_input("level", FLOAT, [1]), graph_input("series", FLOAT, [3]),
    graph_output("square", FLOAT, [1]), graph_output("total", FLOAT, []), graph_output("shifted", FLOAT, [1]),
], [[1.5], [0.25, -2.0, 0.5]])

# Functions that the engine looks up in tables.
add("squash", [
    node("Sigmoid", ["logits"], "odds"), node("Tanh", ["logits"], "tilt"),
    graph_input("logits", FLOAT, [1, 4]), graph_output("odds", FLOAT, [1, 4]), graph_output("tilt", FLOAT, [1, 4]),
], [[-2.0, -0.25, 0.0, 1.5]])

# Three dimensions, turned: the elements' order changes with the shape.
add("cube", [
    node("Transpose", ["frames"], "turned", perm=[0, 2, 1]), node("Add", ["turned", "drift"], "moved"),
    weights("drift", [1, 3, 2], quarters(6, 5)),
    graph_input("frames", FLOAT, [1, 2, 3]), graph_output("turned", FLOAT, [1, 3, 2]), graph_output("moved", FLOAT, [1, 3, 2]),
], [[1.0, 2.0, 3.0, -1.0, -2.0, -3.0]])

# Names that become one identifier, that are none, or that generated code has other uses for.
add("names", [
    node("Add", ["price.usd", "price/usd"], "price usd"), node("Sub", ["price.usd", "price/usd"], "12"),
    node("Neg", ["price.usd"], "context"), node("Neg", ["price/usd"], "price_usd_at"),
    graph_input("price.usd", FLOAT, [1, 2]), graph_input("price/usd", FLOAT, [1, 2]),
    graph_output("price usd", FLOAT, [1, 2]), graph_output("12", FLOAT, [1, 2]), graph_output("context", FLOAT, [1, 2]),
    graph_output("price_usd_at", FLOAT, [1, 2]),
], [[0.5, 1.0], [0.75, -1.0]], contexts=(False, True))

# A class among scores: an integer that the circuit finds itself, without a batch dimension of its own.
add("choose", [
    node("MatMul", ["features", "w"], "scores"), node("ArgMax", ["scores"], "choice", axis=1, keepdims=0),
    node("ReduceMax", ["scores"], "best", axes=[1], keepdims=1),
    weights("w", [3, 4], quarters(12, 5)),
    graph_input("features", FLOAT, [1, 3]), graph_output("choice", INT64, [1]), graph_output("best", FLOAT, [1, 1]),
], [[0.5, -1.25, 1.0]])

if __name__ == "__main__":
    print(json.dumps(MODELS))
