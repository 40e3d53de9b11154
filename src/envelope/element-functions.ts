import type { TableFunction } from "../circuit/op.ts";

import { erf } from "./erf.ts";
import type { ElementFunction } from "./program.ts";

/** Half away from zero, as the engine rounds. */
export function roundAway(value: number): number {
  const whole = Math.trunc(value);
  const rounded = Math.abs(value - whole) >= 0.5 ? whole + Math.sign(value) : whole;
  return rounded === 0 ? 0 : rounded;
}

/** What the engine writes into its table for `x`, before rounding; not a number where the function has none. */
export function tableValue(table: TableFunction, x: number): number {
  if (table.name === "div") return x / table.denominator;
  if (table.name === "isOdd") return Math.abs(x % 2);
  const { scale } = table;
  const z = x / scale;
  if (table.name === "exp") return scale * table.by ** z;
  if (table.name === "pow") return scale * z ** table.by;
  if (table.name === "powersOfTwo") return scale * 2 ** x;
  if (table.name === "sigmoid") return scale / (1 + Math.exp(-z));
  if (table.name === "hardSwish") return scale * (z <= -3 ? 0 : z >= 3 ? z : (z * (z + 3)) / 6);
  if (table.name === "erf") return scale * erf(z);
  return scale * (table.name === "ln" ? Math.log(z) : Math[table.name](z));
}

/** An integer power by multiplications: exact as long as the result is. */
export function powerOf(x: number, exponent: number): number {
  let power = 1;
  for (let k = 0; k < exponent; k++) power *= x;
  return power;
}

/** The function's one answer, as the engine computes it. */
export function applyFunction(apply: ElementFunction, x: number): number {
  switch (apply.name) {
    case "table": {
      const value = roundAway(tableValue(apply.table, x));
      // A cast of what is not a number gives 0.
      return Number.isNaN(value) ? 0 : value;
    }
    case "leakyRelu":
      return x > 0 ? x * apply.by : x * apply.slope + 0;
    case "abs":
      return Math.abs(x);
    case "sign":
      return Math.sign(x);
    case "power":
      return powerOf(x, apply.exponent);
    case "times":
      return x * apply.by;
    case "recip":
      return roundAway(apply.outputScale * (1 / (x / apply.inputScale + apply.epsilon)));
    case "sqrt": {
      const root = roundAway(apply.scale * Math.sqrt(x / apply.scale));
      return Number.isNaN(root) ? 0 : root;
    }
    case "floor":
      return Math.floor(x / apply.scale) * apply.scale;
    case "ceil":
      return Math.ceil(x / apply.scale) * apply.scale;
    case "round":
      return roundAway(x / apply.scale) * apply.scale;
    case "roundHalfToEven":
      return halfToEven(x / apply.scale) * apply.scale;
  }
}

function halfToEven(value: number): number {
  const low = Math.floor(value);
  if (value - low !== 0.5) return roundAway(value);
  return low % 2 === 0 ? low : low + 1;
}
