import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { z } from "zod";

import { sealCapture } from "../../models/biometric-code/capture/seal.ts";
import { takePatch } from "../../models/biometric-code/capture/take-patch.ts";
import { createFinger } from "../../models/biometric-code/finger/finger.ts";
import { pressesOf } from "../../models/biometric-code/finger/presses.ts";
import { poseidonHash } from "../../src/engine/wasm/poseidon.ts";

/**
 * Draws the captures that a request for the registry's proofs asks for, of synthetic fingers, and prints as JSON: name to
 * `{ capture, imageHash }`. The salt is made from the name, so that the same request gives the same captures: a real device draws it at random.
 */
const requestSchema = z.object({
  proofs: z.array(z.object({ name: z.string(), finger: z.string(), press: z.number().int() })),
});

const [, , file] = process.argv;
if (file === undefined) throw new Error("usage: node registry-captures.ts request.json");
const { proofs } = requestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
const drawn: Record<string, { capture: number[]; imageHash: string }> = {};
for (const { name, finger, press: number } of proofs) {
  const salt = new Uint8Array(createHash("sha256").update(name).digest().subarray(0, 16));
  const capture = [...sealCapture(takePatch(pressesOf(createFinger(finger), number)), salt)];
  drawn[name] = { capture, imageHash: String(await poseidonHash(capture.map(BigInt))) };
}
console.log(JSON.stringify(drawn));
