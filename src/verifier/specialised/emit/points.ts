import type { Circuit, Commitment } from "../circuit/circuit.ts";
import { ACC, ADDEND, PRODUCT, SCALAR, type Slots, TOTAL, TOTAL_ADDEND } from "./memory-map.ts";
import { hex, load, okIf, productLines, section, store } from "./text.ts";

const isZero = (commitment: Commitment): boolean =>
  commitment.kind === "key" && commitment.x === 0n && commitment.y === 0n;

/** The point that is paired with G2: commitments combined as their values were. */
export function pointLines(circuit: Circuit, slots: Slots): string[] {
  const { sets, quotient, opening } = circuit;
  const quotientAt = slots.of("quotient", 2);
  const place = (commitment: Commitment, to: number): string[] => placeLines(commitment, to, quotientAt);
  const lines: string[] = [];
  if (quotient.length > 0) {
    lines.push("// The quotient's commitment: its pieces combined by powers of x^n");
    lines.push(store(SCALAR, load(slots.of("xToN"))));
    const pieces = quotient.map((offset): Commitment => ({ kind: "proof", offset }));
    lines.push(...chain(pieces, place, { to: quotientAt, scalar: load(slots.of("xToN")) }));
  }
  const zeta = load(slots.of("zeta"));
  lines.push("// Set 0", store(SCALAR, zeta));
  const commitments = sets[0]!.openings.map((opened) => opened.commitment);
  lines.push(...chain(commitments, place, { to: TOTAL, scalar: zeta }));
  for (const [index, set] of sets.entries()) {
    if (index === 0) continue;
    lines.push(`// Set ${index}`);
    if (set.openings.length > 1) lines.push(store(SCALAR, zeta));
    lines.push(
      ...chain(
        set.openings.map((opened) => opened.commitment),
        place,
        { to: ACC, scalar: zeta },
      ),
    );
    lines.push(...addMultiple(load(slots.of(`factor ${index}`)), TOTAL));
  }
  lines.push("// - r G1");
  lines.push(store(ACC, "0x01"), store(ACC + 0x20, "0x02"));
  lines.push(...addMultiple(`sub(r, ${load(slots.of("r"))})`, TOTAL));
  lines.push("// - (mu - p) W, over the points p of set 0");
  lines.push(...place({ kind: "proof", offset: opening[0] }, ACC));
  lines.push(...addMultiple(`sub(r, ${load(slots.of("inside"))})`, TOTAL));
  lines.push("// + mu W'");
  lines.push(...place({ kind: "proof", offset: opening[1] }, ACC));
  lines.push(...addMultiple(load(slots.of("mu")), ACC));
  return section(
    [
      "The same combination of the commitments. A multiplication leaves its point just before the one to be added to it, and the sum goes to where the",
      "next multiplication reads it, beside the scalar: points are placed once and never moved. Of two calls in one line the right one is made first. Where",
      "there is no precompile a call succeeds and returns nothing, so the length of each answer is looked at.",
    ],
    lines,
  );
}

/** Horner's rule over points: from the last to the first, to `to`. A commitment of zero is not added, only its power is counted. */
function chain(
  commitments: readonly Commitment[],
  place: (commitment: Commitment, to: number) => string[],
  { to, scalar }: { to: number; scalar: string },
): string[] {
  const last = commitments.findLastIndex((commitment) => !isZero(commitment));
  const lines = place(commitments[last]!, last === 0 ? to : ACC);
  let powers = 0;
  for (let index = last - 1; index >= 0; index--) {
    powers++;
    const commitment = commitments[index]!;
    const target = index === 0 ? to : ACC;
    if (isZero(commitment) && index > 0) continue;
    if (powers > 1) {
      const factors = Array.from({ length: powers }, () => scalar);
      lines.push("{", "    let power := 0", ...productLines("power", factors).map((line) => `    ${line}`));
      lines.push(`    ${store(SCALAR, "power")}`, "}");
    }
    if (isZero(commitment)) lines.push(multiply(target));
    else lines.push(...place(commitment, ADDEND), multiplyAndAdd(target));
    if (powers > 1) lines.push(store(SCALAR, scalar));
    powers = 0;
  }
  return lines;
}

function placeLines(commitment: Commitment, to: number, quotientAt: number): string[] {
  switch (commitment.kind) {
    case "proof":
      return [`calldatacopy(${hex(to)}, ${hex(commitment.offset)}, 0x40)`];
    case "key":
      return [`${store(to, hex(commitment.x))} // ${commitment.label}`, store(to + 0x20, hex(commitment.y))];
    case "quotient":
      return [store(to, load(quotientAt)), store(to + 0x20, load(quotientAt + 0x20))];
  }
}

const call = (precompile: number, from: number, length: number, to: number): string =>
  `staticcall(gas(), ${hex(precompile)}, ${hex(from)}, ${hex(length)}, ${hex(to)}, 0x40)`;

const multiply = (to: number): string => okIf(7, call(7, ACC, 0x60, to));

function multiplyAndAdd(to: number): string {
  return okIf(7, call(7, ACC, 0x60, PRODUCT), [6, call(6, PRODUCT, 0x80, to)]);
}

/** total + scalar acc, to `to`. */
function addMultiple(scalar: string, to: number): string[] {
  return [store(SCALAR, scalar), okIf(7, call(7, ACC, 0x60, TOTAL_ADDEND), [6, call(6, TOTAL, 0x80, to)])];
}
