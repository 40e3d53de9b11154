import { expect } from "chai";

import { VerifierShapeError } from "../../../src/errors/verifier.ts";
import { readEngineSource } from "../../../src/verifier/engine-source.ts";
import { hardenVerifier, specialiseVerifier } from "../../../src/verifier/index.ts";
import { requireWritten } from "../../../src/verifier/proof/written.ts";
import { expectCode } from "../expect-code.ts";
import { loadEngineSource } from "../../helpers/vectors.ts";

const options = { model: "scorer", engineVersion: "21.0.0", contractName: "ScorerVerifier" };
const text = loadEngineSource("scorer");
const engine = readEngineSource(text, options);
const { contractName } = options;

type Change = (source: string) => string;
const swap =
  (from: string | RegExp, to: string): Change =>
  (source) =>
    source.replace(from, to);
const before = (at: string, added: string): Change => swap(at, `${added}\n${at}`);
const after = (at: string | RegExp, added: string): Change => swap(at, `$&\n${added}`);

/** The last condition, and the answer behind it. */
const END =
  /if iszero\((ok|success)\) \{\s*revert\(0x00, 0x00\)\s*\}\s*(?:\/\/.*\s*)?mstore\(0x00, 1\)\s*return\(0x00, 0x20\)/;

/** Contracts that are not the ones that were written, whoever wrote them. */
const CHANGES: Record<string, Record<string, Change>> = {
  "the lexer": {
    ...Object.fromEntries(
      ["\r", "\v", "\f", "\u0085", "\u2028", "\u2029"].map((end) => [
        `a comment that U+${end.charCodeAt(0).toString(16).padStart(4, "0")} ends for the compiler`,
        swap("assembly {\n", `assembly {\n// ${end} mstore(0x00, 1) return(0x00, 0x20)\n`),
      ]),
    ),
    "such a comment outside of the assembly": swap("pragma", "// \r import 'x';\npragma"),
    "a tab": swap("            if", "\t    if"),
    "a letter that is not ASCII": swap("Do not edit.", "Dо not edit."),
    "a block comment": swap("assembly {\n", "assembly {\n/* */\n"),
    "a number that a name follows": swap("mstore(0x00, 1)", "mstore(0x00, 1e0)"),
    "a number with underscores": swap("mstore(0x00, 1)", "mstore(0x00, 0_1)"),
    "a number with a leading zero": swap("mstore(0x00, 1)", "mstore(0x00, 01)"),
    "a number larger than a word": swap("mstore(0x00, 1)", `mstore(0x00, 0x1${"0".repeat(63)}1)`),
    "a string": swap("mstore(0x00, 1)", 'mstore(0x00, "1")'),
  },
  "the guard": {
    "none of it": swap(/ *if iszero\(\n[\s\S]*?revert\(0x1c, 0x04\)\n *\}\n/, ""),
    "without the proof's offset": swap("eq(calldataload(0x04), 0x40)", "1"),
    "without the instances' offset": swap(/eq\(calldataload\(0x24\), 0x[0-9a-f]+\)/, "1"),
    "without the proof's length": swap(/eq\(calldataload\(0x44\), 0x[0-9a-f]+\)/, "1"),
    "without the instances' length": swap("calldataload(0x44)", "calldataload(0x04)"),
    "without the size": swap(/eq\(calldatasize\(\), 0x[0-9a-f]+\)/, "1"),
    "another offset": swap("eq(calldataload(0x04), 0x40)", "eq(calldataload(0x04), 0x60)"),
    "another size": swap(/eq\(calldatasize\(\), (0x[0-9a-f]+)\)/, "eq(calldatasize(), add($1, 0x20))"),
    "any size from the right one on": swap(/eq\(calldatasize\(\), (0x[0-9a-f]+)\)/, "lt($1, calldatasize())"),
    "another error": swap("0x84b2bbe9", "0x84b2bbe8"),
    "other bytes of the error": swap("revert(0x1c, 0x04)", "revert(0x1c, 0x05)"),
    "no revert": swap("revert(0x1c, 0x04)", "mstore(0x00, 0)"),
    "after the arguments are read": swap("assembly {\n", "assembly {\nlet at := proof.offset\n"),
    "after a loop": swap("assembly {\n", "assembly {\nfor { let i := 0 } lt(i, 9) { i := add(i, 1) } { }\n"),
    "after a hash": swap("assembly {\n", "assembly {\nmstore(0x00, 0) pop(keccak256(0x00, 0x20))\n"),
    "after a precompile": swap(
      "assembly {\n",
      "assembly {\nmstore(0x00, 0) pop(staticcall(gas(), 0x06, 0x00, 0x80, 0x00, 0x40))\n",
    ),
  },
  "the text outside of the assembly": {
    "another visibility": swap("external view", "public view"),
    "no view": swap("external view", "external"),
    "a modifier": swap("external view", "external view virtual"),
    "another name of the function": swap("function verifyProof", "function verify"),
    "a name for the result": swap("returns (bool)", "returns (bool accepted)"),
    "a statement before the assembly": swap("        assembly {", "        return true;\n        assembly {"),
    "a statement on the line of the head": swap("(bool) {", "(bool) { return true;"),
    "a statement behind the assembly": swap(/\n {4}\}\n\}/, "\n        return true;\n    }\n}"),
    "assembly with a flag": swap("assembly {", 'assembly ("memory-safe") {'),
    "a second assembly block": swap(
      /\n {8}\}\n {4}\}\n\}/,
      "\n        }\n        assembly {\n        stop()\n        }\n    }\n}",
    ),
    "a second function": swap(/\n\}\s*$/, "\n    function f() external {}\n}\n"),
    "a fallback": swap("    error", "    fallback() external {}\n    error"),
    "a variable": swap("    error", "    uint256 public x = 1;\n    error"),
    "a constructor": swap("    error", "    constructor() payable {}\n    error"),
    "a second constant of one name": after(
      / {4}uint256 .*constant +R = .*/,
      "    uint256 internal constant R = 7;",
    ),
    "a constant twice": swap(/ {4}uint256 .*constant +R = .*\n/, "$&$&"),
    "another value of a constant": swap(/(constant +R = )[0-9]+/, "$17"),
    "a constant that is computed": swap(/(constant +R = [0-9]+);/, "$1 + 1;"),
    "a base": swap("contract ScorerVerifier {", "contract ScorerVerifier is Base {"),
    "another contract": swap("contract ScorerVerifier {", "contract OtherVerifier {"),
    "a second contract": (source) => `${source}contract B {\n}\n`,
    "an import": swap("contract Sc", 'import "./x.sol";\ncontract Sc'),
    "another compiler": swap("^0.8.28", ">=0.4.0"),
    "no error": swap("    error EzklNonCanonicalCalldata();\n", ""),
    "an error of another signature": swap(
      "EzklNonCanonicalCalldata();",
      "EzklNonCanonicalCalldata(uint256);",
    ),
    "an abicoder": swap("contract Sc", "pragma abicoder v1;\ncontract Sc"),
  },
  "the precompiles": {
    "an answer of which the length is not looked at": swap(
      /and\(eq\(returndatasize\(\), 0x40\), (staticcall\(gas\(\), 0x06, [^\n]*?, 0x40\))\)/,
      "$1",
    ),
    "an answer of another length": swap(/eq\(returndatasize\(\), 0x20\)/, "eq(returndatasize(), 0x40)"),
    "a length that is looked at before the call": swap(
      /and\((eq\(returndatasize\(\), 0x40\)), (staticcall\(gas\(\), 0x07, [^\n]*?, 0x40\))\)/,
      "and($2, $1)",
    ),
    "a pairing that may answer any odd number": swap(/eq\(mload\(0x00\), 1\)/, "mload(0x00)"),
    "a pairing that has to answer zero": swap(/eq\(mload\(0x00\), 1\)/, "eq(mload(0x00), 0)"),
    "less gas": swap(/staticcall\(gas\(\), 0x06/, "staticcall(50000, 0x06"),
    "an unchecked call for one that was checked": after(
      /.*staticcall\(gas\(\), 0x05.*/,
      "pop(staticcall(gas(), 0x06, 0x00, 0x80, 0x00, 0x40))",
    ),
  },
  values: {
    "another modulus": swap(
      /mulmod\((mload\(\w+\)|\w+), (\w+|mload\(\w+\)), [rR]\)/,
      "mulmod($1, $2, add(R, 2))",
    ),
    "a challenge by another modulus": (source) => source.replaceAll("mod(hash, r)", "mod(hash, sub(r, 1))"),
    "a hash of a word for one of a byte": swap(/(keccak256\(0x[0-9a-f]+), 0x21\)/, "$1, 0x40)"),
    "a byte of more than eight bits": swap(/mstore8\((.*?), 0x01\)/, "mstore8($1, 0x0101)"),
    "a hash of a byte more": swap(/(keccak256\(0x[0-9a-f]+), 0x21\)/, "$1, 0x22)"),
    "a name twice": after(/ *let r := .*/, "let r := 7"),
    "a name that is an instruction's": after(/ *let r := .*/, "let mload := 7"),
    "an instruction made anew": after(/ *let r := .*/, "function gas() -> g { g := 5 }"),
    "a revert whose argument returns": swap(
      /iszero\((ok|success)\) \{\n *revert\(0x00, 0x00\)/,
      "iszero($1) {\nfunction f() -> x { mstore(0x00, 1) return(0x00, 0x20) }\nrevert(f(), 0x00)",
    ),
    "an answer that is given while the last condition is computed": swap(
      END,
      "function f() -> x { x := 1 mstore(0x00, 1) return(0x00, 0x20) }\nif iszero(and($1, f())) { revert(0x00, 0x00) }",
    ),
    "an answer that is given by what hands the last condition on": swap(
      END,
      "function f(c) -> x { x := c mstore(0x00, 1) return(0x00, 0x20) }\nlet c := iszero($1)\nif f(c) { revert(0x00, 0x00) }",
    ),
    "memory that takes more gas than there is": swap(
      "mstore(0x00, 1)\n",
      "mstore(0xfffe00, 0)\nmstore(0x00, 1)\n",
    ),
    "a function that calls itself": swap("mstore(0x00, 1)\n", "function f() { f() }\nf()\nmstore(0x00, 1)\n"),
    "a revert with data": swap(
      /iszero\((ok|success)\) \{\n *revert\(0x00, 0x00\)/,
      "iszero($1) {\nrevert(0x00, 0x20)",
    ),
    "another answer": swap("mstore(0x00, 1)\n", "mstore(0x00, 2)\n"),
    "a longer answer": swap("return(0x00, 0x20)", "return(0x00, 0x40)"),
    "the gas that is left": swap("mstore(0x00, 1)\n", "mstore(0x00, gas())\n"),
    "a condition that is no flag": swap(
      /iszero\((ok|success)\) \{\n *revert\(0x00, 0x00\)/,
      "iszero(and($1, 3)) {\nrevert(0x00, 0x00)",
    ),
    "memory that nothing was written to": swap("mstore(0x00, 1)\n", "mstore(0x00, mload(0xffff00))\n"),
    "memory across words": swap("mstore(0x00, 1)\n", "mstore(0x01, 1)\n"),
    storage: swap("mstore(0x00, 1)\n", "sstore(0x00, 1)\n"),
    "the time": swap("mstore(0x00, 1)\n", "mstore(0x00, timestamp())\n"),
  },
};

/** Yul that multiplies the pairing's first point by `f`, where it lies. */
const scaled = (f: string): string =>
  `{ ${f} mstore(0x40, f) ok := and(ok, and(eq(returndatasize(), 0x40), staticcall(gas(), 0x07, 0x00, 0x60, 0x00, 0x40))) }`;
const beforePairing = (added: string): Change => swap(/\/\/ e\(combination, G2\)[^\n]*\n/, `$&${added}\n`);
/** Yul for `f`, the power of `base` to R - 1: one for everything but zero. */
const power = (base: string): string => {
  const exponent = 21888242871839275222246405745257275088548364400416034343698204186575808495616n;
  const steps = [...exponent.toString(2)].map(
    (bit) => `f := mulmod(f, f, r)${bit === "1" ? " f := mulmod(f, d, r)" : ""}`,
  );
  return `let d := ${base} let f := 1 ${steps.join(" ")}`;
};

/** Changes of the cheaper contract alone. */
const OF_SPECIALISED: Record<string, Change> = {
  "a factor that is another for one value of a word: by an inverse": beforePairing(
    scaled(
      `let d := addmod(calldataload(0x0844), sub(r, 0x1234), r)
       mstore(0x2000, 0x20) mstore(0x2020, 0x20) mstore(0x2040, 0x20) mstore(0x2060, d) mstore(0x2080, sub(r, 2)) mstore(0x20a0, r)
       ok := and(ok, and(eq(returndatasize(), 0x20), staticcall(gas(), 0x05, 0x2000, 0xc0, 0x2000, 0x20)))
       let f := mulmod(d, mload(0x2000), r)`,
    ),
  ),
  "a factor that is another for one value of a word: by a power": beforePairing(
    scaled(power("addmod(calldataload(0x0844), sub(r, 0x1234), r)")),
  ),
  "a factor that is another for some challenges": beforePairing(scaled(power("mload(0x0240)"))),
  "a precompile that is called more often than the engine calls it": swap(
    /\/\/ - \(mu - p\) W/,
    "for { let i := 0 } lt(i, 9) { i := add(i, 1) } { ok := and(ok, and(eq(returndatasize(), 0x40), staticcall(gas(), 0x07, 0x00, 0x60, 0x3000, 0x40))) }\n$&",
  ),
  "a loop for nothing": beforePairing("for { let i := 0 } lt(i, 65000) { i := add(i, 1) } { }"),
  "a loop in a loop": beforePairing(
    "for { let i := 0 } lt(i, 65000) { i := add(i, 1) } { for { let j := 0 } lt(j, 65000) { j := add(j, 1) } { } }",
  ),
  "a coordinate taken for a number": swap(
    /mstore\(0x40, sub\(r, (mload\(0x[0-9a-f]+\))\)\)/,
    "mstore(0x40, addmod(mload(0xe0), add(1, sub(r, $1)), r))",
  ),
  "a word that is read after one of its bytes was changed": swap(
    /mstore\(0x40, sub\(r, mload\((0x[0-9a-f]+)\)\)\)/,
    "mstore8($1, 0x01)\n$&",
  ),
  "coordinates of two points": swap(/mstore\(0xa0, mload\((0x[0-9a-f]+)\)\)/, "mstore(0xa0, mload(0xe0))"),
  "the checks made after operations on points": swap(
    /(Nothing invalid.*\n) *if iszero\(ok\) \{\n *revert\(0x00, 0x00\)\n *\}\n/,
    "$1",
  ),
  "words of the call data for a point that is not checked": swap(
    /(mstore\(0x00, 0x01\)\n *mstore\(0x20, 0x02\))/,
    "calldatacopy(0x00, instances.offset, 0x40)",
  ),
  "a constant that is no point": swap(/mstore\(0x20, 0x02\)/, "mstore(0x20, 0x03)"),
  "the opposite of a constant": swap(
    /mstore\(0x20, 0x02\)/,
    `mstore(0x20, 0x${(21888242871839275222246405745257275088696311157297823662689037894645226208583n - 2n).toString(16)})`,
  ),
};

describe("the proof that a written verifier is the engine's", () => {
  const FORMS = {
    "the specialised one": { source: specialiseVerifier(text, options).source, checksBeforePoints: true },
    "the engine's with our checks": {
      source: hardenVerifier(text, options).source,
      checksBeforePoints: false,
    },
  };
  for (const [form, { source, checksBeforePoints }] of Object.entries(FORMS)) {
    const prove = (changed: string): void =>
      requireWritten(engine, changed, { contractName, checksBeforePoints, where: "verifier.sol" });
    const refuses = (name: string, change: Change): void => {
      it(name, () => {
        const changed = change(source);
        expect(changed, "the change applies").not.to.equal(source);
        expectCode("EZKL_VERIFIER_SHAPE", () => prove(changed));
      });
    };
    describe(`of ${form}`, () => {
      it("passes what was written", () => expect(() => prove(source)).not.to.throw());
      for (const [part, changes] of Object.entries(CHANGES))
        describe(`refuses changes of ${part}:`, () => {
          for (const [name, change] of Object.entries(changes)) refuses(name, change);
        });
      if (checksBeforePoints)
        for (const [name, change] of Object.entries(OF_SPECIALISED)) refuses(name, change);
    });
  }

  it("refuses the engine's own source, which has no guard", () => {
    expect(() => {
      requireWritten(engine, text.replace("Halo2Verifier", contractName), {
        contractName,
        checksBeforePoints: false,
      });
    }).to.throw(VerifierShapeError);
  });

  describe("reads of the engine's source nothing but", () => {
    const changes: Record<string, Change> = {
      "printable ASCII": swap("// Perform pairing", "// Perform\u2028success := true pairing"),
      "its one modulus": swap("mulmod(x, mulmod(x, x, q), q)", "mulmod(x, mulmod(x, x, q), r)"),
      "lines that it is known to write": swap(
        "    uint256 internal",
        "    uint256 public x;\n    uint256 internal",
      ),
      "calls that it is known to make": before(
        "            // Perform pairing\n",
        "            success := and(success, staticcall(gas(), 0x06, 0x00, 0x80, 0x00, 0x40))",
      ),
      "calls of the known size": swap("0x60, 0x80, 0x40))", "0x60, 0x80, 0x20))"),
      "a pairing whose word it looks at": swap(
        "ret := and(ret, mload(0x00))",
        "ret := and(ret, mload(0x20))",
      ),
    };
    for (const [name, change] of Object.entries(changes))
      it(name, () => {
        const changed = change(text);
        expect(changed, "the change applies").not.to.equal(text);
        for (const render of [specialiseVerifier, hardenVerifier])
          expectCode("EZKL_VERIFIER_SHAPE", () => render(changed, options));
      });
  });
});
