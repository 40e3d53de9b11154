import { sequence } from "./perturbations.ts";

/** A contract's source with one thing changed. */
export interface Mutant {
  kind: Kind;
  /** The changed line as it is now, for people. */
  line: string;
  source: string;
}

export type Kind = (typeof KINDS)[number];
type Random = (limit: number) => number;
/** The line, changed; null where there is nothing of the kind in it. */
type Change = (line: string, random: Random, lines: readonly string[]) => string | null;

/** Instructions that take as many arguments, so that the mutant still compiles. */
const SIMILAR: Record<string, readonly string[]> = {
  add: ["sub", "mul", "or", "xor", "div", "and", "lt"],
  sub: ["add", "mul", "mod"],
  mul: ["add", "sub"],
  mod: ["div", "sub", "and", "smod"],
  addmod: ["mulmod"],
  mulmod: ["addmod"],
  lt: ["gt", "eq", "slt"],
  eq: ["lt", "gt", "and", "or", "sub"],
  and: ["or", "xor", "eq", "add", "mul"],
  iszero: ["not", "mload"],
  mload: ["calldataload", "not"],
  calldataload: ["mload"],
  calldatasize: ["returndatasize", "gas", "callvalue"],
  returndatasize: ["calldatasize", "codesize"],
  mstore: ["mstore8", "sstore"],
  calldatacopy: ["codecopy"],
  revert: ["return"],
  return: ["revert"],
};
const LINE_ENDS = ["\r", "\v", "\f", "\u0085", "\u2028", "\u2029", "\t"];
const OUTSIDE = [
  "    uint256 private constant S = 1;",
  "    uint256 public s = 1;",
  "    fallback() external {}",
  "    receive() external payable {}",
  "    constructor() payable {}",
  "    function other() external view returns (bool) { return true; }",
  "    error Other();",
  "    using L for uint256;",
  "import { X } from './X.sol';",
  "        return true;",
  "        assembly { mstore(0x00, 1) return(0x00, 0x20) }",
];
const STATEMENTS = [
  "mstore(0x00, 1) return(0x00, 0x20)",
  "if callvalue() { mstore(0x00, 1) return(0x00, 0x20) }",
  "r := 1",
  "ok := 1",
  "success := 1",
  "pop(staticcall(gas(), 0x06, 0x00, 0x80, 0x00, 0x40))",
  "mstore(0x00, 0)",
  "mstore(0x0200, 5)",
  "calldatacopy(0x00, 0x64, 0x40)",
  "let unused := 7",
  "{ }",
];

const CHANGES = {
  "an instruction": (line, random) =>
    replaced(line, random, /\b[a-z]+8?(?=\()/g, (name) => pick(SIMILAR[name] ?? [], random)),
  "a number": (line, random) =>
    replaced(line, random, /\b(?:0x[0-9a-f]+|[0-9]+)\b/g, (text) => {
      const value = BigInt(text);
      const bit = 1n << BigInt(random(Math.max(8, 4 * (text.length - 2))));
      const others = [
        value + 1n,
        value > 0n ? value - 1n : 2n,
        value ^ bit,
        0n,
        1n,
        value + 0x20n,
        value * 2n,
      ];
      const wanted = pick(others, random) ?? 0n;
      return wanted === value ? null : `0x${wanted.toString(16)}`;
    }),
  "a name": (line, random, lines) =>
    replaced(
      line,
      random,
      /\b(?:ok|r|q|x|y|mu|nu|zeta|sum|total|value|power|own|inverse|hash|success|ret|numerator|denominator|factor|shifted|back|at)\b(?!\()/g,
      () => {
        const names = lines[random(lines.length)]?.match(/\blet ([a-z]+)\b/);
        return names?.[1] ?? null;
      },
    ),
  "the order of arguments": (line, random) =>
    replaced(line, random, /\b([a-z]+)\(([^(),]+), ([^(),]+)\)/g, (call) =>
      call.replace(/\(([^(),]+), ([^(),]+)\)/, "($2, $1)"),
    ),
  "an argument": (line, random) =>
    replaced(line, random, /\b(?:mload|calldataload)\(0x[0-9a-f]+\)/g, () =>
      pick(["0", "1", "r", "mload(0x0160)", "calldataload(0x64)"], random),
    ),
  "a line left out": () => "",
  // Most statements say the same when they are made twice; these do not.
  "a line twice": (line) => (/^\s*(\w+) := .*\b\1\b/.test(line) ? `${line}\n${line}` : null),
  "a line moved": (line, random, lines) => {
    const other = lines[random(lines.length)] ?? "";
    return other === line ? null : `${other}\n${line}`;
  },
  "a statement more": (line, random) => `${line}\n${pick(STATEMENTS, random)}`,
  "a line that is a comment": (line) => (/\S/.test(line) && !line.includes("//") ? `// ${line}` : null),
  "a comment that is a line": (line) => (line.includes("// ") ? line.replace("// ", "") : null),
  "part of a line that is a comment": (line, random) =>
    replaced(line, random, /(?<=\S)(?=\S)/g, () => pick(["/*", "// ", "/**/"], random)),
  "a line end": (line, random) =>
    replaced(line, random, /$|(?<=\/\/ )|(?<=\S)(?= )/g, () => pick(LINE_ENDS, random)),
  "a line end in a comment before a statement": (line, random) =>
    `${line} // ${pick(LINE_ENDS, random)} ${pick(STATEMENTS, random)}`,
  "text outside of the assembly": (line, random) =>
    replaced(
      line,
      random,
      /external|view|returns \(bool\)|public|private|constant|\^0\.8\.28|calldata|bool|bytes|uint256|verifyProof|proof|instances|\{|\}|;/g,
      (word) =>
        pick(
          [
            "",
            "internal",
            "pure",
            "payable",
            "memory",
            `${word} ${word}`,
            "virtual",
            ">=0.8.0",
            "unchecked {",
          ],
          random,
        ),
    ),
  "a line outside of the assembly": (line, random) => `${line}\n${pick(OUTSIDE, random)}`,
} satisfies Record<string, Change>;

export const KINDS = Object.keys(CHANGES) as (keyof typeof CHANGES)[];
const OUTSIDE_KINDS: ReadonlySet<Kind> = new Set([
  "text outside of the assembly",
  "a line outside of the assembly",
]);
/** What they change may be a comment. */
const COMMENT_KINDS: ReadonlySet<Kind> = new Set([
  "a comment that is a line",
  "a line end",
  "a line end in a comment before a statement",
  "a line outside of the assembly",
]);

/**
 * Endless mutants of a contract: each kind in turn, at a place chosen at random. The same ones for the same seed.
 * @param source a generated verifier's
 */
export function* mutantsOf(source: string, seed: number): Generator<Mutant, never> {
  const random = sequence(seed);
  const lines = source.split("\n");
  const start = lines.findIndex((line) => line.includes("assembly {"));
  const outside = [...lines.keys()].filter((at) => at <= start || at > lines.length - 5);
  const inside = [...lines.keys()].filter((at) => at > start && at < lines.length - 4);
  for (let turn = 0; ; turn++) {
    const kind = KINDS[turn % KINDS.length]!;
    const change: Change = CHANGES[kind];
    for (let tries = 0; tries < 200; tries++) {
      const at = pick(OUTSIDE_KINDS.has(kind) ? outside : inside, random)!;
      const whole = lines[at]!;
      const comment = COMMENT_KINDS.has(kind) ? whole.length : whole.indexOf("//");
      const line = comment < 0 ? whole : whole.slice(0, comment);
      if (!/[^\s{}]/.test(line)) continue;
      const changed = change(line, random, lines);
      if (changed === null || changed === line) continue;
      yield { kind, line: changed, source: lines.with(at, changed).join("\n") };
      break;
    }
  }
}

function pick<Item>(items: readonly Item[], random: Random): Item | null {
  return items.length === 0 ? null : (items[random(items.length)] ?? null);
}

/** One match of the pattern, chosen at random, replaced. */
function replaced(
  line: string,
  random: Random,
  pattern: RegExp,
  by: (match: string) => string | null,
): string | null {
  const match = pick([...line.matchAll(pattern)], random);
  const text = match === null ? null : by(match[0]);
  if (match === null || text === null) return null;
  return line.slice(0, match.index) + text + line.slice(match.index + match[0].length);
}
