import { expect } from "chai";

import { VerifierShapeError } from "../../../src/errors/verifier.ts";
import { hardenVerifier, readVerifierFacts, specialiseVerifier } from "../../../src/verifier/index.ts";
import { requireEqual } from "../../../src/verifier/proof/equal.ts";
import { readProgram } from "../../../src/verifier/symbolic/program.ts";
import { expectCode } from "../expect-code.ts";
import { loadEngineSource } from "../../helpers/vectors.ts";

const options = { model: "scorer", engineVersion: "21.0.0", contractName: "ScorerVerifier" };
const RECORDED = [
  "scorer",
  "scorer-foreign",
  "scorer-other-srs",
  "scorer-reweighted",
  "scorer-v23",
  "singing-judge",
  "trading-signal",
  "trading-vault",
  "biometric-code",
];

describe("specialiseVerifier", () => {
  const engine = loadEngineSource("scorer");
  const facts = readVerifierFacts(engine);
  const theirs = readProgram(engine);
  const { source } = specialiseVerifier(engine, options);
  const proof = { seed: "a test", checksBeforePoints: true };
  const prove = (changed: string) => requireEqual(theirs, readProgram(changed), facts, proof);

  for (const model of RECORDED)
    it(`proves its contract for ${model} equal to the engine's`, () => {
      const made = specialiseVerifier(loadEngineSource(model), options);
      expect(made.facts).to.deep.equal(hardenVerifier(loadEngineSource(model), options).facts);
      expect(made.source).to.include("contract ScorerVerifier {");
      for (const word of made.facts.negSG2) expect(made.source).to.include(word);
    });

  it("gives the same bytes for the same source", () => {
    expect(specialiseVerifier(engine.replaceAll("\n", "\r\n"), options).source).to.equal(source);
  });

  it("has the guard before anything else", () => {
    const guard = (text: string) => /if iszero\(\n[\s\S]*?revert\(0x1c, 0x04\)\n/.exec(text)![0];
    expect(guard(source)).to.equal(guard(hardenVerifier(engine, options).source));
    const start = source.indexOf("assembly {");
    expect(source.slice(start, source.indexOf("if iszero(")).split("\n")).to.have.length(3);
  });

  it("refuses the key of another circuit or of another SRS under the same form", () => {
    for (const model of ["scorer-other-srs", "scorer-reweighted"])
      expect(() => prove(specialiseVerifier(loadEngineSource(model), options).source), model).to.throw(
        VerifierShapeError,
      );
  });

  describe("the proof fails without", () => {
    const lines = source.split("\n");
    const body = lines.indexOf("            let r := R");
    const statements = [...lines.entries()].filter(
      ([index, line]) => index > body && /\S/.test(line) && !/^ *(\/\/|[{}]|return|if |revert)/.test(line),
    );
    const without = (index: number) => lines.toSpliced(index, 1).join("\n");
    const kinds: Record<string, RegExp> = {
      "a range of an evaluation or instance": /ok := and\(ok, lt\(.*, r\)\)$/,
      "a range of a point": /ok := and\(ok, and\(lt\(x, q\), lt\(y, q\)\)\)$/,
      "a point on the curve": /ok := and\(ok, eq\(mulmod/,
      "a piece of the transcript": /^ {16}calldatacopy\(/,
      "a hash": /hash := keccak256/,
      "a constraint": /^ {16}numerator := /,
      "an evaluation": /value := .*calldataload/,
      "a word of the verifying key": /^ {16}mstore\(.*\/\/ [a-z_0-9[\].]+$/,
      "a call of a precompile": /staticcall/,
      "the pairing's answer": /ok := and\(ok, eq\(mload\(0x00\), 1\)\)$/,
    };
    for (const [name, pattern] of Object.entries(kinds))
      it(name, function () {
        this.timeout(60_000);
        const found = statements.filter(([, line]) => pattern.test(line));
        expect(found.length).to.be.greaterThan(0);
        // A few of each kind: the first, the last, and some between.
        const step = Math.max(1, Math.floor(found.length / 6));
        for (const [index, line] of found.filter((_, at) => at % step === 0 || at === found.length - 1))
          expect(() => prove(without(index)), line.trim()).to.throw(VerifierShapeError);
      });

    it("any other statement", function () {
      this.timeout(120_000);
      // A fraction may start from any denominator.
      const others = statements.filter(([, line]) => !line.endsWith("denominator := 1"));
      for (const [index, line] of others.filter((_, at) => at % 9 === 0))
        expect(() => prove(without(index)), line.trim()).to.throw(VerifierShapeError);
    });

    it("the result of a precompile's call", () => {
      const call = statements.find(([, line]) => line.includes("gas(), 0x07"))!;
      const unchecked = lines.with(call[0], call[1].replace("ok := and(ok, ", "pop(")).join("\n");
      expect(() => prove(unchecked)).to.throw(VerifierShapeError);
    });

    it("the last revert", () => {
      const last = lines.findLastIndex((line) => line.trim() === "if iszero(ok) {");
      expect(() => prove(lines.toSpliced(last, 3).join("\n"))).to.throw(VerifierShapeError);
    });
  });

  describe("refuses", () => {
    const changed: Record<string, (text: string) => string> = {
      "an instruction that verifiers do not have": (text) =>
        text.replace("let success := true", "let success := true\n            sstore(0, 1)"),
      "a condition on the call data": (text) =>
        text.replace("pop(q)", "if calldataload(0x64) { mstore(0x00, 0) }\n pop(q)"),
      "a call of code that is not a precompile": (text) =>
        text.replace("staticcall(gas(), 0x06", "staticcall(gas(), 0x66"),
      "an inverse by another exponent": (text) => text.replace("sub(R, 2))", "sub(R, 3))"),
      "a loop without a known end": (text) => text.replace("lt(idx, k)", "lt(calldataload(0x64), k)"),
      "a hash of something else": (text) =>
        text.replace("keccak256(0x00, hash_mptr)", "keccak256(0x20, hash_mptr)"),
      "a switch": (text) => text.replace("pop(q)", "switch q case 0 { } pop(q)"),
      "a second pairing": (text) =>
        text.replace(
          "ret := and(ret, mload(0x00))",
          "ret := and(ret, staticcall(gas(), 0x08, 0x00, 0x180, 0x00, 0x20))",
        ),
      "an unguarded form of entry": (text) => text.replace("public returns", "external returns"),
    };
    for (const [name, change] of Object.entries(changed))
      it(name, () => {
        const source = change(engine);
        expect(source).not.to.equal(engine);
        expectCode("EZKL_VERIFIER_SHAPE", () => specialiseVerifier(source, options));
      });

    it("a name that is no contract's", () => {
      expectCode("EZKL_VERIFIER_NAME", () => specialiseVerifier(engine, { ...options, contractName: "x y" }));
    });
  });
});
