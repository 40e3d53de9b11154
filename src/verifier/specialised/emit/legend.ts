import type { Circuit } from "../circuit/circuit.ts";
import type { Slots } from "./memory-map.ts";
import { hex } from "./text.ts";

/** Names of the words that the code has by address: evaluations in the call data, results in memory. */
export function legendLines({ names }: Circuit, slots: Slots): string[] {
  const evaluations = [...names].sort(([a], [b]) => a - b).map(([at, name]) => `${hex(at)} ${name}`);
  const kept = [...slots.all].filter(([name]) => !/^(shared|product) /.test(name));
  return [
    "// Call data: advice a_i, fixed f_i and other columns at x, as the engine numbers them.",
    ...wrap(evaluations),
    "// Memory:",
    ...wrap(kept.map(([name, at]) => `${hex(at)} ${name}`)),
    "",
  ];
}

function wrap(entries: readonly string[]): string[] {
  const perLine = 8;
  return Array.from(
    { length: Math.ceil(entries.length / perLine) },
    (_, line) => `//   ${entries.slice(line * perLine, (line + 1) * perLine).join(", ")}`,
  );
}
