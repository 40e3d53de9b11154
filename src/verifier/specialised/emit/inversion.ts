import type { Slots } from "./memory-map.ts";
import { load, mul, okIf, section, store } from "./text.ts";

/**
 * Puts into each of the words its inverse, by one exponentiation (Montgomery's trick): products from the first word on, the inverse of the last product, and back.
 * @param words addresses of at least two words
 */
export function inversionLines(words: readonly number[], slots: Slots): string[] {
  const upTo = (index: number) => (index === 0 ? words[0]! : slots.of(`product ${index}`));
  const lines: string[] = [];
  for (const [index, word] of words.entries())
    if (index > 0) lines.push(store(upTo(index), mul(load(upTo(index - 1)), load(word))));
  lines.push(
    "mstore(0x00, 0x20)",
    "mstore(0x20, 0x20)",
    "mstore(0x40, 0x20)",
    store(0x60, load(upTo(words.length - 1))),
    store(0x80, "sub(r, 2)"),
    store(0xa0, "r"),
    okIf(5, "staticcall(gas(), 0x05, 0x00, 0xc0, 0x00, 0x20)"),
    "let inverse := mload(0x00)",
    "let own := 0",
  );
  for (let index = words.length - 1; index > 0; index--)
    lines.push(
      `own := ${mul("inverse", load(upTo(index - 1)))}`,
      `inverse := ${mul("inverse", load(words[index]!))}`,
      store(words[index]!, "own"),
    );
  lines.push(store(words[0]!, "inverse"));
  return section(
    [
      "One inversion for all: of the product of the denominators, from which each one's own follows. A denominator is zero only if a challenge is one of a",
      "few values out of r; like the engine, which inverts in three batches, nothing here expects that.",
    ],
    lines,
  );
}
