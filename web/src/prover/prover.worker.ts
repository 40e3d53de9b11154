import { doJob } from "./jobs.ts";
import type { Answer, Request } from "./messages.ts";
import { sendError } from "./sent-error.ts";

const answer = (message: Answer): void => postMessage(message);

addEventListener("message", ({ data }: MessageEvent<Request>) => {
  void doJob(data, (progress) => answer({ at: "progress", progress })).then(
    (result) => answer({ at: "done", result }),
    (error: unknown) => answer({ at: "failed", error: sendError(error) }),
  );
});
