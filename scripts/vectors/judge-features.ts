import { readFileSync } from "node:fs";

import { z } from "zod";

import { featuresOf } from "../../models/singing-judge/audio/features.ts";
import { makeRecording } from "../../models/singing-judge/audio/recording.ts";
import { SLOTS } from "../../models/singing-judge/melody/melody.ts";
import { oddity } from "../../models/singing-judge/singer/oddities.ts";
import { perform } from "../../models/singing-judge/singer/perform.ts";
import { SKILLS } from "../../models/singing-judge/singer/skill.ts";

/**
 * Sings what a request for contest proofs asks for, with the synthetic singer, and prints the features of each as JSON: name to
 * `{ pitch, energy }`. The same request gives the same features.
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

/** A seed at which each preset sings about as its name says. */
const SEED = 8;

const [, , file] = process.argv;
if (file === undefined) throw new Error("usage: node judge-features.ts request.json");
const { proofs } = requestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
const sung: Record<string, { pitch: number[]; energy: number[] }> = {};
for (const { name, melody, features: kind } of proofs) {
  const { audio } =
    kind === "silence" ? oddity(kind, melody, SEED) : perform(melody, SKILLS[kind], SEED, { rate: 16_000 });
  const { pitch, energy } = featuresOf(await makeRecording(audio, melody), melody);
  sung[name] = { pitch: [...pitch], energy: [...energy] };
}
console.log(JSON.stringify(sung));
