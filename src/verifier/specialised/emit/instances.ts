import { R } from "../../../field/scalar.ts";
import type { Circuit } from "../circuit/circuit.ts";
import { instancesStart } from "../../symbolic/layout.ts";
import type { Slots } from "./memory-map.ts";
import { pow } from "../../pow.ts";
import { hex, load, minusOne, mul, section, store } from "./text.ts";

/** Instances that one turn of the loop takes: fewer jumps for little code. */
const PER_TURN = 4;

/** The range of the instances, and their polynomial at x as a fraction. Nothing when there are none. */
export function instanceLines({ facts, omega }: Circuit, slots: Slots): string[] {
  const { instanceCount } = facts;
  if (instanceCount === 0) return [];
  const first = instancesStart(facts);
  const single = instanceCount % PER_TURN;
  const lines = [
    "let numerator := 0",
    "let denominator := 1",
    `let shifted := ${load(slots.of("x"))} // x / omega^i`,
    `let back := ${hex(pow(omega, R - 2n))} // 1 / omega`,
    "let factor := 0",
  ];
  for (let index = 0; index < single; index++) lines.push(...stepLines(`${hex(first + 32 * index)}`));
  if (instanceCount > single) {
    const [from, to] = [first + 32 * single, first + 32 * instanceCount];
    lines.push(
      `for { let at := ${hex(from)} } lt(at, ${hex(to)}) { at := add(at, ${hex(32 * PER_TURN)}) } {`,
      ...Array.from({ length: PER_TURN }, (_, index) => (index === 0 ? "at" : `add(at, ${hex(32 * index)})`))
        .flatMap(stepLines)
        .map((line) => `    ${line}`),
      "}",
    );
  }
  lines.push(
    store(slots.of("instances"), "denominator"),
    store(slots.of("instances numerator"), "numerator"),
  );
  return section(
    ["Instances are below r. Their polynomial at x is the sum of instance_i l_i(x), again as one fraction."],
    lines,
  );
}

/** One more term of the sum. */
function stepLines(at: string): string[] {
  return [
    `ok := and(ok, lt(calldataload(${at}), r))`,
    `factor := ${minusOne("shifted")}`,
    `numerator := add(${mul("numerator", "factor")}, ${mul("denominator", `calldataload(${at})`)})`,
    `denominator := ${mul("denominator", "factor")}`,
    `shifted := ${mul("shifted", "back")}`,
  ];
}
