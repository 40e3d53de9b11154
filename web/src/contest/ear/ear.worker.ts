import { sendError } from "../../prover/sent-error.ts";

import { listen } from "./listen.ts";
import { LiveEar } from "./live-ear.ts";
import type { FromEar, ToEar } from "./messages.ts";

let live: LiveEar | undefined;
/** One after another: the second piece of a take waits for the first. */
let last: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ToEar>) => {
  last = last
    .then(async () => answer(data))
    .catch((error: unknown) => send({ answer: "failed", error: sendError(error) }));
};

async function answer(asked: ToEar): Promise<void> {
  if (asked.ask === "listen") send({ answer: "heard", heard: await listen(asked.sound, asked.melody) });
  else if (asked.ask === "begin") live = new LiveEar(asked.rate, asked.melody, asked.lead);
  else if (live !== undefined) send({ answer: "live", live: await live.hear(asked.samples) });
}

function send(message: FromEar): void {
  postMessage(message);
}
