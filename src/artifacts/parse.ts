import type { z } from "zod";

import { ArtifactInvalidError, ArtifactMalformedError } from "../errors/artifact.ts";

/** No more problems than this are listed in one message. */
const MAX_PROBLEMS = 5;

/**
 * Reads JSON text as an artifact.
 * @param kind what the reader calls the file ("settings", "proof", ...)
 * @param where the label of the text in error messages, normally the file's path
 * @throws ArtifactMalformedError when the text is not JSON, ArtifactInvalidError when its shape is another.
 */
export function parseArtifact<S extends z.ZodTypeAny>(
  schema: S,
  kind: string,
  text: string,
  where: string,
): z.output<S> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ArtifactMalformedError(kind, where, cause);
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data as z.output<S>;
  throw new ArtifactInvalidError(kind, where, result.error.issues.slice(0, MAX_PROBLEMS).map(problemOf));
}

function problemOf(issue: z.ZodIssue): { field: string; problem: string } {
  return { field: issue.path.length === 0 ? "(whole file)" : issue.path.join("."), problem: issue.message };
}
