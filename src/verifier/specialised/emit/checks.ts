import type { Circuit } from "../circuit/circuit.ts";
import { BASE_MODULUS } from "../../curve.ts";
import { hex, section, word } from "./text.ts";

/** Evaluations below r; points with coordinates below q on the curve. Instances are checked where they are used. */
export function checkLines({ scalars, points }: Circuit): string[] {
  const lines: string[] = [];
  for (const at of scalars) lines.push(`ok := and(ok, lt(${word(at)}, r))`);
  lines.push(`let q := ${hex(BASE_MODULUS)} // BN254's base field`);
  for (const at of points) {
    lines.push(
      "{",
      `    let x := ${word(at)}`,
      `    let y := ${word(at + 32)}`,
      "    ok := and(ok, and(lt(x, q), lt(y, q)))",
      "    ok := and(ok, eq(mulmod(y, y, q), addmod(mulmod(x, mulmod(x, x, q), q), 3, q)))",
      "}",
    );
  }
  return section(
    [
      "Evaluations are below r, so that a proof has one form only. Points are on the curve: a precompile refuses others too, but takes all the gas",
      "that it was given.",
    ],
    lines,
  );
}
