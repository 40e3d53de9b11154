import { expect } from "chai";

import { answerEnvelope } from "../../../src/envelope/envelope.ts";
import type { AnswerEnvelope, EnvelopeOptions, OutputEnvelope } from "../../../src/envelope/envelope.ts";
import { recorded, RECORDED, VERSIONS } from "./recorded.ts";

function known(
  name: string,
  version: string = VERSIONS[0],
  options: EnvelopeOptions = {},
): readonly OutputEnvelope[] {
  const { bytes, inputs } = recorded(name, version);
  const envelope: AnswerEnvelope = answerEnvelope(bytes, version, { samples: [inputs], ...options });
  return envelope.known ? envelope.outputs : expect.fail(envelope.reason.message);
}

describe("the envelope of a circuit's answers", () => {
  for (const version of VERSIONS) {
    it(`of ${version} is a single answer where nothing is rescaled, roots and inverses included`, () => {
      const unique = [
        "tables",
        "top",
        "places",
        "gathered",
        "scattered",
        "logic",
        "passed",
        "resized",
        "triangle",
      ];
      for (const name of unique)
        for (const output of known(name, version))
          expect(output, name)
            .to.deep.include({ unique: true, bound: 0, causes: [], decisions: [] })
            .and.not.have.any.keys("margin", "example");
      const [quotient, inverse] = known("inverse", version);
      expect([quotient?.unique, inverse?.unique]).to.deep.equal([false, true]);
    });

    it(`of ${version} names the rescalings, bounds them, and finds an example in both directions`, () => {
      const [output] = known("layers", version);
      expect(output).to.deep.include({
        index: 0,
        scale: 7,
        unique: false,
        // The largest sum of the second layer's |weights| is 523: (523 + 254) / 128.
        bound: 6,
        causes: [
          { operation: "einsum rescaled by 128", node: 2, elements: 5 },
          { operation: "einsum rescaled by 128", node: 8, elements: 3 },
        ],
      });
      const { example } = output ?? {};
      if (example === undefined) return expect.fail("no example");
      const honest = recorded("layers", version).outputs[0]?.[example.element];
      expect(example.honest).to.equal(honest);
      expect(example.honest).to.be.within(example.lowest, example.highest);
      expect(example.highest - example.lowest).to.equal(3);
    });
  }

  it("of a class has the margin that makes it unique", () => {
    const [choice, scores] = known("classes");
    const gaps = [...(scores?.perElement ?? [])].sort((a, b) => b - a);
    const margin = (gaps[0] ?? NaN) + (gaps[1] ?? NaN) + 1;
    expect(choice).to.deep.include({ unique: false, bound: 2, range: [0, 2], margin });
    expect(choice?.decisions).to.deep.equal([{ operation: "argMax", node: 11, margin }]);
    expect(scores?.decisions).to.deep.equal([]);
  });

  it("shows an answer beside a threshold from both sides", () => {
    const { bytes, version } = recorded("chosen");
    // Two scores that the honest answer tells apart by less than the margin.
    const samples = Array.from({ length: 400 }, (_, i) => [
      [((i * 37) % 257) - 128, ((i * 91) % 257) - 128, ((i * 53) % 257) - 128, ((i * 17) % 257) - 128],
    ]);
    const [output] = known("chosen", version, { samples });
    const { example } = output ?? {};
    if (example === undefined) return expect.fail("no sample is near enough to a tie");
    const sample = samples[example.sample]?.[0] ?? [];
    expect(sample).to.include(example.lowest);
    expect(sample).to.include(example.highest);
    expect(example.lowest).to.be.lessThan(example.highest);
    expect(answerEnvelope(bytes, version, { samples })).to.deep.equal(
      answerEnvelope(bytes, version, { samples }),
    );
  });

  it("is narrower for a narrower range of inputs", () => {
    const [wide] = known("gate");
    const [narrow] = known("gate", "21.0.0", { inputRanges: [[-256, 256]] });
    expect(narrow?.bound).to.be.lessThan((wide?.bound ?? NaN) / 1000);
    expect(narrow?.range[1]).to.be.lessThan(wide?.range[1] ?? NaN);
  });

  it("found no example wider than what is proven, in any recorded circuit", () => {
    let examples = 0;
    for (const { name, version } of RECORDED)
      for (const { example, perElement, bound } of known(name, version)) {
        expect(bound).to.equal(Math.max(...perElement));
        if (example === undefined) continue;
        examples++;
        expect(example.highest - example.lowest, name).to.be.within(1, perElement[example.element] ?? NaN);
      }
    expect(examples).to.be.greaterThan(20);
  });

  it("spends no more than it is given on examples", () => {
    expect(known("layers", "21.0.0", { work: 0 })[0]).to.not.have.any.keys("example");
  });

  it("is not known for what cannot be read or is not modelled, and the reason is said", () => {
    const { bytes } = recorded("layers");
    const cut = answerEnvelope(bytes.subarray(0, 100), "21.0.0");
    expect(cut).to.deep.include({ known: false, outputs: [] });
    expect(!cut.known && cut.reason.code).to.equal("EZKL_CIRCUIT_FILE_MALFORMED");
    const other = answerEnvelope(bytes, "21.0.0", { samples: [[[1, 2, 3]]] });
    expect(!other.known && other.reason.code).to.equal("EZKL_CIRCUIT_NOT_MODELLED");
  });

  it("is a single answer without any rescaling, even where the arithmetic is not modelled", () => {
    // Its places are an input.
    const [output] = known("named");
    expect(output).to.deep.include({
      unique: true,
      bound: 0,
      perElement: [0, 0, 0, 0],
      range: [-Infinity, Infinity],
    });
  });

  it("says which parameters it holds for", () => {
    const { bytes, version } = recorded("layers");
    expect(answerEnvelope(bytes, version)).to.deep.include({ known: true, parameters: "fixed" });
  });
});
