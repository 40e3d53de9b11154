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
  switch (table.name) {
    case "div":
      return x / table.denominator;
    case "isOdd":
      return Math.abs(x % 2);
    case "exp":
      return table.scale * table.by ** (x / table.scale);
    case "pow":
      return table.scale * (x / table.scale) ** table.by;
    case "powersOfTwo":
      return table.scale * 2 ** x;
    case "sigmoid":
      return table.scale / (1 + Math.exp(-x / table.scale));
    case "hardSwish": {
      const z = x / table.scale;
      return table.scale * (z <= -3 ? 0 : z >= 3 ? z : (z * (z + 3)) / 6);
    }
    case "erf":
      return table.scale * erf(x / table.scale);
    case "ln":
      return table.scale * Math.log(x / table.scale);
    default:
      return table.scale * Math[table.name](x / table.scale);
  }
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
      return x ** apply.exponent;
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
