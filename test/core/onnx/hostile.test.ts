import { readFileSync } from "node:fs";

import { expect } from "chai";
import fc from "fast-check";

import { OnnxMalformedError, OnnxNameClashError } from "../../../src/errors/onnx.ts";
import { appendContext } from "../../../src/onnx/append-context.ts";
import { readOnnxSignature } from "../../../src/onnx/signature.ts";
import { encode, model, value } from "./build.ts";

const real = new Uint8Array(
  readFileSync(new URL("../../../models/trading-signal/network.onnx", import.meta.url)),
);

/** Reads the bytes both ways; anything but a result or one of the two typed errors fails the test. */
function readAnyhow(bytes: Uint8Array): void {
  for (const read of [() => readOnnxSignature(bytes, "fuzz"), () => appendContext(bytes)]) {
    try {
      read();
    } catch (error) {
      if (!(error instanceof OnnxMalformedError) && !(error instanceof OnnxNameClashError)) throw error;
    }
  }
}

describe("hostile ONNX bytes", function () {
  this.timeout(20_000);
  const byte = fc.integer({ min: 0, max: 255 });
  const position = fc.integer({ min: 0, max: real.length - 1 });

  it("end in a typed error or a signature when bytes of a real model are changed", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(position, byte), { minLength: 1, maxLength: 8 }), (changes) => {
        const bytes = real.slice();
        for (const [at, to] of changes) bytes[at] = to;
        readAnyhow(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  it("do so when it is cut, repeated or has bytes inserted", () => {
    fc.assert(
      fc.property(position, position, fc.uint8Array({ maxLength: 20 }), (from, to, inserted) => {
        readAnyhow(real.slice(0, from));
        readAnyhow(new Uint8Array([...real.slice(0, from), ...inserted, ...real.slice(to)]));
      }),
      { numRuns: 1000 },
    );
  });

  it("do so when they are noise", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), readAnyhow), { numRuns: 2000 });
  });

  it("cost linear time: millions of empty nodes or weight fields take seconds at most", function () {
    this.timeout(30_000);
    const empty = new Uint8Array(4_000_000);
    for (let i = 0; i < empty.length; i += 2) empty[i] = 0x0a;
    const output = [12, value("y", 1, [1])] as const;
    const started = performance.now();
    readAnyhow(model([output, [5, empty]]));
    readAnyhow(encode([[7, empty]]));
    expect(performance.now() - started).to.be.below(20_000);
  });

  it("are refused beyond the limit on nodes", () => {
    const nodes = new Uint8Array(200_002);
    for (let i = 0; i < nodes.length; i += 2) nodes[i] = 0x0a;
    const output = encode([[12, value("y", 1, [1])]]);
    const read = (count: number) =>
      readOnnxSignature(encode([[7, new Uint8Array([...nodes.slice(0, 2 * count), ...output])]]), "m");
    expect(read(100_000).nodeCount).to.equal(100_000);
    expect(() => read(100_001)).to.throw(OnnxMalformedError, "more than 100000 nodes");
  });
});
