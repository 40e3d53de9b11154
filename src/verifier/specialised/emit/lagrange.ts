import type { Circuit } from "../circuit/circuit.ts";
import type { Slots } from "./memory-map.ts";
import { pow } from "../../pow.ts";
import { hex, load, minusOne, mul, section, store } from "./text.ts";

/** The circuit's last rows are random: five, and the row that ends the permutation before them. */
const BLINDING_ROWS = 5;

/** x^n, and the Lagrange polynomials as fractions: their denominators are inverted later, with all others. */
export function lagrangeLines({ facts, omega }: Circuit, slots: Slots): string[] {
  const shifted = (rows: number) => minusOne(mul("x", hex(pow(omega, BigInt(rows)))));
  const lines = [
    `let x := ${load(slots.of("x"))}`,
    "// n = 2^k",
    `let power := ${mul("x", "x")}`,
    ...Array.from({ length: facts.k - 1 }, () => `power := ${mul("power", "power")}`),
    store(slots.of("xToN"), "power"),
    store(slots.of("vanishing"), minusOne("power")),
    store(slots.of("lLast"), shifted(BLINDING_ROWS + 1)),
    store(slots.of("lFirst"), minusOne("x")),
    `let denominator := ${shifted(1)}`,
    "let numerator := 1",
    "let factor := 0",
  ];
  for (let row = 2; row <= BLINDING_ROWS; row++)
    lines.push(
      `factor := ${shifted(row)}`,
      `numerator := add(${mul("numerator", "factor")}, denominator)`,
      `denominator := ${mul("denominator", "factor")}`,
    );
  lines.push(store(slots.of("lBlind"), "denominator"), store(slots.of("lBlind numerator"), "numerator"));
  return section(
    [
      "x^n, and the Lagrange polynomials l_i(x) = (x^n - 1) / n / (x / omega^i - 1) as fractions: of the last row that counts, of the random rows after",
      "it together, of the first row. A sum of fractions has one denominator: a / b + 1 / u = (a u + b) / (b u).",
    ],
    lines,
  );
}
