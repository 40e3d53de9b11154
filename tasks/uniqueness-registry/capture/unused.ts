import { z } from "zod";

import { CaptureFileError } from "../errors.ts";
import { ask, type OpenRegistry } from "../open-registry.ts";

import type { SignedCapture } from "./signed-capture.ts";

const SCOPE_VIEWS = { enroll: "enrolmentScope", move: "moveScope" } as const;

/**
 * The scope of a proof with this capture, where none was accepted yet.
 * @param file the capture's name in the error; @param remedy of the error
 * @returns 32 bytes
 * @throws CaptureFileError when it was used
 */
export async function requireUnused(
  registry: OpenRegistry,
  { account, act, imageHash }: Pick<SignedCapture, "account" | "act" | "imageHash">,
  file: string,
  remedy: string,
): Promise<string> {
  const scope = await ask(registry, z.string(), SCOPE_VIEWS[act], imageHash);
  const nullifier = await ask(registry, z.string(), "contextOf", account, scope);
  if (await ask(registry, z.boolean(), "isSpent", nullifier))
    throw new CaptureFileError(file, "it was used already: each capture counts once", remedy);
  return scope;
}
