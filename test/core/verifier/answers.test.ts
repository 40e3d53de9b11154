import { answered, checkAnswers } from "../../../src/verifier/answers.ts";
import { expect } from "chai";
import { loadEngineSource } from "../../helpers/vectors.ts";
import { loadReusableSource } from "../../helpers/reusable.ts";
import { expectCode } from "../expect-code.ts";

const SUM = "staticcall(gas(), 0x06, 0x00, 0x80, 0x00, 0x40)";
const SOURCES = {
  "the engine's verifier": loadEngineSource("scorer"),
  "that of 23.0.5": loadEngineSource("scorer-v23"),
  "the reusable verifier": loadReusableSource(),
};

describe("the answers of precompiles", () => {
  it("are looked at after the call: arguments are evaluated from the last to the first", () => {
    expect(answered(SUM, 6)).to.equal(`and(eq(returndatasize(), 0x40), ${SUM})`);
  });

  for (const [name, source] of Object.entries(SOURCES)) {
    it(`are looked at in every call of ${name}`, () => {
      const checked = checkAnswers(source);
      const calls = checked.match(/.*staticcall.*/g) ?? [];
      expect(calls).to.have.length(6);
      for (const call of calls) {
        const [, address, size] = /staticcall\(gas\(\), (0x0[5-8]), .*, (0x[24]0)\)/.exec(call) ?? [];
        expect(call, address).to.include(`and(eq(returndatasize(), ${size}), staticcall(`);
      }
      expect(checked).to.match(/ret := and\(ret, eq\(mload\((?:0x00|vka_end)\), 1\)\)/);
    });

    const changes: Record<string, string> = {
      "a call more": `${source}\npop(${SUM})\n`,
      "a call of another form": source.replace("staticcall(gas(), 0x06", "staticcall(50000, 0x06"),
      "another size": source.replace(/(staticcall\(gas\(\), 0x07, .*), 0x40\)/, "$1, 0x20)"),
      "another precompile": source.replace("gas(), 0x06", "gas(), 0x07"),
      "a call that is not looked at": source.replace(
        "ret := and(success, staticcall(",
        "ret := or(success, staticcall(",
      ),
      "a pairing whose word is not looked at": source.replace(
        /ret := and\(ret, mload\((0x00|vka_end)\)\)/,
        "",
      ),
    };
    for (const [what, changed] of Object.entries(changes))
      it(`are not taken for looked at in ${name} with ${what}`, () => {
        expect(changed, "the change applies").not.to.equal(source);
        expectCode("EZKL_VERIFIER_SHAPE", () => checkAnswers(changed));
      });
  }
});
