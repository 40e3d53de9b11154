import { R } from "../../../field/scalar.ts";
import type { Circuit } from "../circuit/circuit.ts";
import { differenceLines } from "./differences.ts";
import { instanceLines } from "./instances.ts";
import { inversionLines } from "./inversion.ts";
import { lagrangeLines } from "./lagrange.ts";
import type { Slots } from "./memory-map.ts";
import { pow } from "../../pow.ts";
import { hex, load, minusOne, mul, section, store } from "./text.ts";

/** What the constraints and the openings are computed from: powers of x, Lagrange polynomials, differences to mu, and their inverses. */
export function valueLines(circuit: Circuit, slots: Slots): string[] {
  const { k, instanceCount } = circuit.facts;
  const instances = instanceCount > 0 ? (["instances"] as const) : [];
  const inverted = ["lLast", "lBlind", "lFirst", ...instances, "vanishing", "xInverse", "outside"];
  const at = (name: string) => slots.of(name);
  const scaled = (name: string) => store(at(name), mul("common", load(at(name))));
  const fraction = (to: string, name: string) =>
    store(at(to), mul(mul("common", load(at(`${name} numerator`))), load(at(name))));
  const inverseOfN = hex(pow(pow(2n, BigInt(k)), R - 2n));
  return [
    ...lagrangeLines(circuit, slots),
    ...instanceLines(circuit, slots),
    ...differenceLines(circuit, slots),
    ...inversionLines(inverted.map(at), slots),
    ...section(
      ["Each fraction times what all Lagrange polynomials have in common."],
      [
        `let common := ${mul(minusOne(load(at("xToN"))), inverseOfN)} // (x^n - 1) / n`,
        scaled("lLast"),
        scaled("lFirst"),
        fraction("lBlind", "lBlind"),
        instanceCount > 0 ? fraction("instanceEval", "instances") : store(at("instanceEval"), "0"),
      ],
    ),
  ];
}
