"""Just enough of ONNX's protobuf encoding to write the small graphs of the recording scripts, so that recording needs no package but the engine.

Field numbers are those of onnx.proto (ModelProto, GraphProto, NodeProto, TensorProto, ValueInfoProto).
"""
import struct

FLOAT, INT64 = 1, 7


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _block(field: int, payload: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(payload)) + payload


def node(op: str, inputs: list[str], output: str, *more_outputs: str, **attributes: int | float | str | list[int]) -> bytes:
    names = b"".join(_block(1, name.encode()) for name in inputs)
    outputs = b"".join(_block(2, name.encode()) for name in (output, *more_outputs))
    settings = b"".join(_block(5, _attribute(name, value)) for name, value in attributes.items())
    return _block(1, names + outputs + _block(3, f"{output}_node".encode()) + _block(4, op.encode()) + settings)


def _attribute(name: str, value: int | float | str | list[int]) -> bytes:
    """AttributeProto: a float, an integer, a text or a list of integers, each with the number of its type."""
    head = _block(1, name.encode())
    if isinstance(value, float):
        return head + _varint(2 << 3 | 5) + struct.pack("<f", value) + _number(20, 1)
    if isinstance(value, int):
        return head + _number(3, value & (1 << 64) - 1) + _number(20, 2)
    if isinstance(value, str):
        return head + _block(4, value.encode()) + _number(20, 3)
    return head + b"".join(_number(8, each & (1 << 64) - 1) for each in value) + _number(20, 7)


def integers(name: str, shape: list[int], values: list[int]) -> bytes:
    dims = b"".join(_number(1, size) for size in shape)
    return _block(5, dims + _number(2, INT64) + _block(8, name.encode()) + _block(9, struct.pack(f"<{len(values)}q", *values)))


def weights(name: str, shape: list[int], values: list[float]) -> bytes:
    dims = b"".join(_number(1, size) for size in shape)
    return _block(5, dims + _number(2, FLOAT) + _block(8, name.encode()) + _block(9, struct.pack(f"<{len(values)}f", *values)))


def _value(field: int, name: str, element: int, shape: list[int]) -> bytes:
    dims = b"".join(_block(1, _number(1, size)) for size in shape)
    return _block(field, _block(1, name.encode()) + _block(2, _block(1, _number(1, element) + _block(2, dims))))


def graph_input(name: str, element: int, shape: list[int]) -> bytes:
    return _value(11, name, element, shape)


def graph_output(name: str, element: int, shape: list[int]) -> bytes:
    return _value(12, name, element, shape)


def model(graph_name: str, parts: list[bytes]) -> bytes:
    """IR version 8, operator set 13: what both pinned engines read."""
    return _number(1, 8) + _block(7, b"".join(parts) + _block(2, graph_name.encode())) + _block(8, _number(2, 13))


def append_to_graph(model_bytes: bytes, parts: list[bytes]) -> bytes:
    """A repeated occurrence of a message field is merged into the first one, so bytes at the end add to the graph."""
    return model_bytes + _block(7, b"".join(parts))
