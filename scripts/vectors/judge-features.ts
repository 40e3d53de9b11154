import { readFileSync } from "node:fs";

import { z } from "zod";

import { featuresOf } from "../../models/singing-judge/audio/features.ts";
import { makeRecording } from "../../models/singing-judge/audio/recording.ts";
import { SLOTS } from "../../models/singing-judge/melody/melody.ts";
import { oddity } from "../../models/singing-judge/singer/oddities.ts";
import { perform } from "../../models/singing-judge/singer/perform.ts";
import { SKILLS } from "../../models/singing-judge/singer/skill.ts";

/**
 * Sings what a request for contest proofs asks for under these names, with the synthetic singer, and prints the features of each as JSON: name to
 * `{ pitch, energy }`. The same request and seed give the same features.
 */
const requestSchema = z.object({
  proofs: z.array(
    z.object({
      name: z.string(),
      melody: z.array(z.number().int()).length(SLOTS),
      features: z.enum(["good", "middling", "off-key", "silence"]),
    }),
  ),
});

const [, , file, number, ...names] = process.argv;
const seed = Number(number);
if (file === undefined || !Number.isSafeInteger(seed))
  throw new Error("usage: node judge-features.ts request.json SEED NAME...");
const { proofs } = requestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
const sung: Record<string, { pitch: number[]; energy: number[] }> = {};
for (const { name, melody, features: kind } of proofs) {
  if (!names.includes(name)) continue;
  const { audio } =
    kind === "silence" ? oddity(kind, melody, seed) : perform(melody, SKILLS[kind], seed, { rate: 16_000 });
  const { pitch, energy } = featuresOf(await makeRecording(audio, melody), melody);
  sung[name] = { pitch: [...pitch], energy: [...energy] };
}
console.log(JSON.stringify(sung));
