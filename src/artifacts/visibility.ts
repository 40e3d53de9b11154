import { z } from "zod";

/**
 * A visibility as the engine writes it into settings: "Private", "Public", "Fixed", "KZGCommit", or Hashed with its flags.
 * `hash_is_public` makes the hash an instance; `outlets` are the tensors a private hash is checked against.
 */
export const visibilitySchema = z.union([
  z.enum(["Private", "Public", "Fixed", "KZGCommit"]),
  z
    .object({
      Hashed: z.object({ hash_is_public: z.boolean(), outlets: z.array(z.number().int()) }).strict(),
    })
    .strict(),
]);

export type EngineVisibility = z.infer<typeof visibilitySchema>;

/** The engine's visibilities in one word each. "hashed" is the one whose hash is an instance. */
export type Visibility = "private" | "public" | "fixed" | "hashed" | "hashed-private" | "committed";

export function visibilityOf(written: EngineVisibility): Visibility {
  if (typeof written === "object") return written.Hashed.hash_is_public ? "hashed" : "hashed-private";
  const names = { Private: "private", Public: "public", Fixed: "fixed", KZGCommit: "committed" } as const;
  return names[written];
}
