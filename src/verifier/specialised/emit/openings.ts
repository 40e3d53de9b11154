import { R } from "../../../field/scalar.ts";
import type { Circuit, OpeningSet } from "../circuit/circuit.ts";
import { quantityOf } from "../circuit/quantity.ts";
import type { Node } from "../../symbolic/node.ts";
import type { Slots } from "./memory-map.ts";
import { pow } from "../../pow.ts";
import { hex, load, mul, productLines, section, store, word } from "./text.ts";
import { rotationsOf } from "./differences.ts";

/** The openings' value r, and the factor of each set. */
export function openingLines(circuit: Circuit, slots: Slots): string[] {
  const { sets } = circuit;
  const rotations = rotationsOf(circuit);
  const difference = (rotation: bigint) => load(slots.of(`difference ${rotations.indexOf(rotation)}`));
  const outside = load(slots.of("outside"));
  const lines: string[] = [
    "let value := 0",
    "// weight_p = product of mu - q over all points q but p, over the same product over the points outside of the first set",
  ];
  const alone = (rotation: bigint) => sets[0]!.rotations.length === 1 && sets[0]!.rotations[0] === rotation;
  for (const [index, rotation] of rotations.entries()) {
    if (alone(rotation)) continue;
    const others = rotations.filter((other) => other !== rotation).map(difference);
    lines.push(...productLines("value", [outside, ...others]), store(slots.of(`weight ${index}`), "value"));
  }
  lines.push(`let zeta := ${load(slots.of("zeta"))}`, `let nu := ${load(slots.of("nu"))}`);
  lines.push("let sum := 0", "let total := 0");
  for (const [index, set] of [...sets.entries()].reverse()) {
    lines.push(`// Set ${index}; polynomials: ${set.openings.length}, points: ${set.rotations.length}`);
    for (const [place, rotation] of set.rotations.entries()) {
      lines.push(...hornerLines(set, place, slots));
      const weight = alone(rotation) ? null : load(slots.of(`weight ${rotations.indexOf(rotation)}`));
      const basis = pow(
        set.rotations.reduce(
          (product, other) => (other === rotation ? product : (product * (rotation - other + R)) % R),
          1n,
        ),
        R - 2n,
      );
      const factors = [...(weight === null ? [] : [weight]), ...(basis === 1n ? [] : [hex(basis)])];
      const term = factors.length === 0 ? "value" : mul("value", factors.reduce(mul));
      lines.push(place === 0 ? `sum := ${term}` : `sum := add(sum, ${term})`);
      if (place % 3 === 2) lines.push("sum := mod(sum, r)");
    }
    for (let power = 1; power < set.rotations.length; power++)
      lines.push(`sum := ${mul("sum", load(slots.of("xInverse")))}`);
    lines.push(`total := addmod(${index === sets.length - 1 ? "0" : mul("total", "nu")}, sum, r)`);
  }
  lines.push(store(slots.of("r"), "total"));
  lines.push(
    "// nu^j d_j / d_0 for each set but the first, where d_j is the product of mu - p over the points outside of set j",
  );
  lines.push("let power := nu");
  for (const [index, set] of sets.entries()) {
    if (index === 0) continue;
    const others = rotations.filter((rotation) => !set.rotations.includes(rotation)).map(difference);
    lines.push(
      ...productLines("value", [...others, outside, "power"]),
      store(slots.of(`factor ${index}`), "value"),
    );
    if (index < sets.length - 1) lines.push(`power := ${mul("power", "nu")}`);
  }
  lines.push(
    ...productLines("value", ["1", ...sets[0]!.rotations.map(difference)]),
    store(slots.of("inside"), "value"),
  );
  return section(
    [
      "The multi-open argument's value. A set's polynomials are combined by powers of zeta, interpolated through the set's points and taken at mu; the",
      "sets are combined by powers of nu. Points are x times constants, so their differences are constants times x: no inversion is left. The",
      "engine divides by the sum of its coefficients 1 / ((p - q) ... (mu - p)); that sum is 1 / product of (mu - p), hence the products here.",
    ],
    lines,
  );
}

/** The evaluations of a set's polynomials at one of its points, by Horner's rule in zeta. */
function hornerLines({ openings }: OpeningSet, place: number, slots: Slots): string[] {
  const texts = openings.map(({ evaluations }) => evaluationText(evaluations[place]!, slots)).reverse();
  return texts.map((text, index) =>
    index === 0 ? `value := ${text}` : `value := add(${mul("value", "zeta")}, ${text})`,
  );
}

function evaluationText({ operation, value }: Node, slots: Slots): string {
  return operation === "quantity" ? load(slots.of(quantityOf(value))) : word(Number(value));
}
