import type { Circuit } from "../circuit/circuit.ts";
import type { Slots } from "./memory-map.ts";
import { hex, load, mul, productLines, section, store } from "./text.ts";

/** All distinct points of the openings divided by x, those of the first set first. */
export function rotationsOf({ sets }: Circuit): bigint[] {
  return [...new Set(sets.flatMap(({ rotations }) => rotations))];
}

/** mu - p for each point p of the openings, and the product over those outside of the first set. */
export function differenceLines(circuit: Circuit, slots: Slots): string[] {
  const rotations = rotationsOf(circuit);
  const at = (index: number) => slots.of(`difference ${index}`);
  const lines = [`let x := ${load(slots.of("x"))}`, `let mu := ${load(slots.of("mu"))}`];
  for (const [index, rotation] of rotations.entries()) {
    const point = rotation === 1n ? "x" : mul("x", hex(rotation));
    lines.push(store(at(index), `add(mu, sub(r, ${point}))`));
  }
  const outside = [...rotations.entries()]
    .filter(([, rotation]) => !circuit.sets[0]!.rotations.includes(rotation))
    .map(([index]) => load(at(index)));
  lines.push("let product := 0", ...productLines("product", ["1", ...outside]));
  lines.push(store(slots.of("outside"), "product"), store(slots.of("xInverse"), "x"));
  return section(
    [
      "mu - p for each point p of the openings; the product of those outside of the first set, and x, are inverted below.",
    ],
    lines,
  );
}
