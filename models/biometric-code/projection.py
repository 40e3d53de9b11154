"""The projection of a registry: a matrix of +1 and -1 that anybody can make again from the registry's seed.

The seed is 32 bytes. Block number n of a stream of bits is SHA-256(seed || n), n in eight bytes, highest first; within
a block the bits follow each other from the highest of the first byte on. Bit number d * CODE_BITS + i decides entry
(d, i): 1 gives +1, 0 gives -1.
"""

from hashlib import sha256

import numpy as np

CODE_BITS = 128
SEED_BYTES = 32
BITS_PER_BLOCK = 256
# The sample's own. Another registry takes 32 random bytes of its own.
SAMPLE_SEED = sha256(b"hardhat-ezkl sample: uniqueness registry").digest()


def projection(seed: bytes, features: int) -> np.ndarray:
    """[features, CODE_BITS], int64, each +1 or -1.

    Raises ValueError if the seed is not 32 bytes long."""
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a projection seed has {SEED_BYTES} bytes, this one {len(seed)}")
    entries = features * CODE_BITS
    blocks = -(-entries // BITS_PER_BLOCK)
    stream = b"".join(sha256(seed + number.to_bytes(8, "big")).digest() for number in range(blocks))
    bits = np.unpackbits(np.frombuffer(stream, np.uint8))[:entries]
    return bits.reshape(features, CODE_BITS).astype(np.int64) * 2 - 1
