import type { Circuit } from "../circuit/circuit.ts";
import type { Slots } from "./memory-map.ts";
import { hex, section } from "./text.ts";

/**
 * Copies the call data piece by piece behind the previous hash, and hashes.
 * @param at where in memory, above everything that is kept
 */
export function transcriptLines({ facts, digest, phases }: Circuit, slots: Slots, at: number): string[] {
  const lines: string[] = [`mstore(${hex(at)}, ${hex(digest)}) // vk_digest`];
  const [start, instances] = [at + 0x20, 0x20 * facts.instanceCount];
  if (instances > 0) lines.push(`calldatacopy(${hex(start)}, instances.offset, ${hex(instances)})`);
  let offset = instances;
  for (const [index, phase] of phases.entries()) {
    const length = phase.end - phase.start;
    if (length > 0)
      lines.push(
        `calldatacopy(${hex(start + offset)}, ${index === 0 ? "proof.offset" : hex(phase.start)}, ${hex(length)})`,
      );
    lines.push(`${index === 0 ? "let " : ""}hash := keccak256(${hex(at)}, ${hex(0x20 + offset + length)})`);
    for (const [place, challenge] of phase.challenges.entries()) {
      if (place > 0) lines.push(`mstore8(${hex(start)}, 0x01)`, `hash := keccak256(${hex(at)}, 0x21)`);
      lines.push(`mstore(${hex(slots.of(challenge))}, mod(hash, r)) // ${challenge}`);
      if (index < phases.length - 1 || place < phase.challenges.length - 1)
        lines.push(`mstore(${hex(at)}, hash)`);
    }
    offset = 0;
  }
  return section(
    [
      "The transcript: each challenge is the hash of everything before it. What is absorbed stays in the order of the call data, so it is copied in",
      "one piece; only words that were copied here are hashed, and only the same words are used below.",
    ],
    lines,
  );
}
