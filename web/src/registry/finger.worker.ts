import { pressSynthetic } from "../../../tasks/uniqueness-registry/capture/synthetic.ts";
import { sendError } from "../prover/sent-error.ts";

import type { FingerAnswer, FingerWanted } from "./press-finger.ts";

addEventListener("message", ({ data }: MessageEvent<FingerWanted>) => {
  postMessage(answerTo(data));
});

function answerTo({ finger, number, conditions }: FingerWanted): FingerAnswer {
  try {
    return { pressed: pressSynthetic(finger, number, conditions) };
  } catch (error) {
    return { error: sendError(error) };
  }
}
