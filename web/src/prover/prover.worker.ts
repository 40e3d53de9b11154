import { EngineStepError } from "../../../src/errors/engine.ts";
import { EzklError } from "../../../src/index.ts";

import { doJob } from "./jobs.ts";
import type { Answer, Request } from "./messages.ts";
import { sendError } from "./sent-error.ts";

const answer = (message: Answer): void => postMessage(message);

addEventListener("message", ({ data }: MessageEvent<Request>) => {
  void doJob(data, (progress) => answer({ at: "progress", progress })).then(
    (result) => answer({ at: "done", result }),
    (error: unknown) => answer({ at: "failed", error: sendError(error), spent: isSpent(error) }),
  );
});

/** A panic leaves the engine's memory as it was at that moment. */
function isSpent(error: unknown): boolean {
  return !(error instanceof EzklError) || error instanceof EngineStepError;
}
