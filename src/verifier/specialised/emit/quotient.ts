import type { Circuit } from "../circuit/circuit.ts";
import { Fields, isConstant } from "./field.ts";
import { Formulas, sum } from "./formula.ts";
import { R } from "../../../field/scalar.ts";
import type { Slots } from "./memory-map.ts";
import { hex, load, mul, section } from "./text.ts";

/** The quotient's value at x: the sum over all constraints of their values times powers of y, divided by x^n - 1. */
export function quotientLines({ terms }: Circuit, slots: Slots): string[] {
  const fields = new Fields();
  const read = terms.map((term) => fields.read(term));
  const formulas = new Formulas(read, slots, "shared");
  const lines = [`let y := ${load(slots.of("y"))}`, "let numerator := 0"];
  let started = false;
  for (const field of read) {
    const before = started ? mul("numerator", "y") : "0";
    if (isConstant(field, 0n)) {
      if (started) lines.push(`numerator := ${before}`);
      continue;
    }
    const { lines: shared, rendered } = formulas.render(field);
    const value = started ? sum({ text: before, bound: R - 1n, depth: 3 }, rendered).text : rendered.text;
    lines.push(...shared, `numerator := ${value}`);
    started = true;
  }
  lines.push(`mstore(${hex(slots.of("quotientEval"))}, ${mul("numerator", load(slots.of("vanishing")))})`);
  return section(
    [
      "The value that the quotient must have at x: every constraint's value there, combined by powers of y, over x^n - 1.",
      "Sums are reduced only where they could outgrow a word.",
    ],
    lines,
  );
}
