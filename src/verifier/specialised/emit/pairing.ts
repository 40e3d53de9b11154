import type { Circuit } from "../circuit/circuit.ts";
import { hex, okIf, section } from "./text.ts";

const LABELS = [
  "g2_x_1",
  "g2_x_2",
  "g2_y_1",
  "g2_y_2",
  "neg_s_g2_x_1",
  "neg_s_g2_x_2",
  "neg_s_g2_y_1",
  "neg_s_g2_y_2",
];

/** The one pairing: e(combination, G2) e(W', -[s]G2) = 1. */
export function pairingLines({ pairing, opening }: Circuit): string[] {
  const at = (index: number) => (index < 4 ? 0x40 : 0x80) + 0x20 * index;
  const lines = LABELS.map(
    (label, index) =>
      `mstore(${hex(at(index))}, 0x${pairing[index]!.toString(16).padStart(64, "0")}) // ${label}`,
  );
  lines.push(
    `calldatacopy(0xc0, ${hex(opening[1])}, 0x40)`,
    okIf(8, "staticcall(gas(), 0x08, 0x00, 0x0180, 0x00, 0x20)"),
    "ok := and(ok, eq(mload(0x00), 1))",
  );
  return section(
    ["e(combination, G2) e(W', -[s]G2) = 1; the combination is where the precompile reads it."],
    lines,
  );
}
