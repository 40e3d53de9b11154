import { EzklError } from "../../../src/index.ts";

import { WorkerEndedError, WorkerSaidError } from "./errors.ts";
import type { SentError } from "./messages.ts";

export function sendError(error: unknown): SentError {
  if (error instanceof EzklError) return { ezkl: error.toJSON() };
  return { message: error instanceof Error ? error.message : String(error) };
}

export function receiveError(sent: SentError): EzklError {
  if (!("ezkl" in sent)) return new WorkerEndedError(sent.message);
  const { code, ...parts } = sent.ezkl;
  return new WorkerSaidError(code, parts);
}
