import { expect } from "chai";

import { readCircuit } from "../../../src/circuit/read.ts";
import { recorded, RECORDED, VERSIONS } from "../envelope/recorded.ts";
import { expectCode } from "../expect-code.ts";

const MALFORMED = "EZKL_CIRCUIT_FILE_MALFORMED";

describe("the engine's compiled circuit", () => {
  for (const version of VERSIONS)
    it(`of ${version} says what is computed from what, at which scale, with which constants`, () => {
      const graph = readCircuit(recorded("layers", version).bytes, version);
      const nodes = [...graph.nodes.values()];
      const [input, weights, product] = nodes;
      expect(input?.op).to.deep.equal({ kind: "input", scale: 7, type: "F32", rangeChecked: true });
      expect(input?.dims).to.deep.equal([1, 4]);
      if (weights?.op.kind !== "constant") return expect.fail("the weights are no constant");
      // 2^7 times -0.727, -0.091, 0.545, -0.909, -0.273, as record_envelope.py spreads them.
      expect([...weights.op.value.data.slice(0, 5)]).to.deep.equal([-93, -12, 70, -116, -35]);
      expect(weights.op.value).to.include({ exact: true });
      expect(product?.op).to.deep.equal({
        kind: "rebased",
        inner: { kind: "einsum", equation: "mk,kn->n" },
        divide: { kind: "div", denominator: 128 },
      });
      expect(product?.inputs).to.deep.equal([
        { node: 0, slot: 0 },
        { node: 1, slot: 0 },
      ]);
      expect(nodes.map(({ scale }) => scale)).to.deep.equal(nodes.map(() => 7));
      expect(graph).to.deep.include({
        inputs: [0],
        outputs: [{ node: nodes.at(-1)?.index, slot: 0 }],
        visibility: { input: "public", params: "fixed", output: "public" },
        decomposition: { base: 128, legs: 4 },
        ignoresRangeChecks: false,
        lookupRange: [-1024, 1024],
        logrows: 12,
        tables: [],
      });
    });

  it("lists the tables that it needs", () => {
    const { tables } = readCircuit(recorded("softmax").bytes, "21.0.0");
    expect(tables).to.deep.equal([{ name: "exp", scale: 128, by: Math.fround(Math.E) }]);
  });

  it("ends where its last byte is, in every recorded circuit", () => {
    for (const { bytes, version, name } of RECORDED) {
      expect(() => readCircuit(bytes, version), name).to.not.throw();
      expectCode(MALFORMED, () => readCircuit(new Uint8Array([...bytes, 0]), version));
      expectCode(MALFORMED, () => readCircuit(bytes.subarray(0, -1), version));
    }
  });

  it("is refused wherever it is cut short", () => {
    const { bytes, version } = recorded("classes");
    for (let length = 0; length < bytes.length; length++)
      expectCode(MALFORMED, () => readCircuit(bytes.subarray(0, length), version));
  });

  it("is read or refused with a typed error, whichever byte is changed", () => {
    const { bytes, version } = recorded("layers", "23.0.5");
    let refused = 0;
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x80;
      try {
        readCircuit(changed, version);
      } catch {
        refused++;
        expectCode(MALFORMED, () => readCircuit(changed, version));
      }
    }
    expect(refused).to.be.greaterThan(300);
  });

  it("is refused as another release's, and when nothing is known of the release", () => {
    const { bytes } = recorded("passed");
    expectCode(MALFORMED, () => readCircuit(bytes, "23.0.5"));
    expect(expectCode(MALFORMED, () => readCircuit(bytes, "22.0.0")).what).to.contain("not known");
  });

  it("is refused when it contradicts itself or the field", () => {
    const { bytes, version } = recorded("layers");
    const refusal = (at: number, value: number): string => {
      const changed = bytes.slice();
      changed[at] = value;
      return expectCode(MALFORMED, () => readCircuit(changed, version)).what;
    };
    // The number that the first node is listed under.
    expect(refusal(8, 7)).to.contain("says that it is node 0");
    const text = Buffer.from(bytes);
    expect(refusal(text.indexOf("21.0.0") + 5, 0x31)).to.contain('compiled by "21.0.1"');
    // The highest byte of r - 93, the first weight.
    const weight = text.indexOf(Buffer.from("a4ffffef93f5e1439170b9794833e828".slice(0, 20), "hex"));
    expect(weight).to.be.greaterThan(0);
    expect(refusal(weight + 31, 0x31)).to.contain("not below r");
  });

  it("is refused with an operation that it does not know, and says where", () => {
    const { bytes, version } = recorded("passed");
    const changed = bytes.slice();
    // After a count, the first node's number and kind: its operation.
    changed[20] = 99;
    const error = expectCode(MALFORMED, () => readCircuit(changed, version));
    expect(error.what).to.contain("no variant 99");
    expect(error.where).to.equal("byte 20");
  });
});
