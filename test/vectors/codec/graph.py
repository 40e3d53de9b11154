"""What these models need beyond onnx_bytes: attributes, integer constants, booleans and open dimensions."""

from __future__ import annotations

import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from onnx_bytes import FLOAT, INT64, _block, _number, model, weights  # noqa: E402

__all__ = ["BOOL", "FLOAT", "INT64", "graph_input", "graph_output", "integers", "model", "node", "weights"]

BOOL = 9


def node(op: str, inputs: list[str], output: str, **attributes: int | list[int]) -> bytes:
    names = b"".join(_block(1, name.encode()) for name in inputs)
    head = names + _block(2, output.encode()) + _block(3, f"{output}_node".encode()) + _block(4, op.encode())
    return _block(1, head + b"".join(_attribute(name, value) for name, value in attributes.items()))


def _attribute(name: str, value: int | list[int]) -> bytes:
    """AttributeProto: one integer is type 2 in field 3, a list of them type 7 in field 8."""
    if isinstance(value, int):
        return _block(5, _block(1, name.encode()) + _number(3, value) + _number(20, 2))
    return _block(5, _block(1, name.encode()) + b"".join(_number(8, each) for each in value) + _number(20, 7))


def integers(name: str, shape: list[int], values: list[int]) -> bytes:
    dims = b"".join(_number(1, size) for size in shape)
    return _block(5, dims + _number(2, INT64) + _block(8, name.encode()) + _block(9, struct.pack(f"<{len(values)}q", *values)))


def graph_input(name: str, element: int, shape: list[int | str]) -> bytes:
    return _value(11, name, element, shape)


def graph_output(name: str, element: int, shape: list[int | str]) -> bytes:
    return _value(12, name, element, shape)


def _value(field: int, name: str, element: int, shape: list[int | str]) -> bytes:
    """A dimension is a size, or the name of one that is left open."""
    dims = b"".join(_block(1, _block(2, size.encode()) if isinstance(size, str) else _number(1, size)) for size in shape)
    return _block(field, _block(1, name.encode()) + _block(2, _block(1, _number(1, element) + _block(2, dims))))
