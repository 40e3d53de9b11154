import type { TakenPresses } from "../../../models/biometric-code/capture/take-patch.ts";
import type { CONDITIONS } from "../../../models/biometric-code/finger/conditions.ts";
import { WorkerEndedError } from "../prover/errors.ts";
import type { SentError } from "../prover/messages.ts";
import { receiveError } from "../prover/sent-error.ts";

/** Which synthetic finger is pressed, for which of its captures, and how. */
export interface FingerWanted {
  readonly finger: string;
  readonly number: number;
  readonly conditions: keyof typeof CONDITIONS;
}

export type Pressed = TakenPresses & { readonly source: string };

export type FingerAnswer = { readonly pressed: Pressed } | { readonly error: SentError };

/** Grows the finger and presses it in a worker: half a second of work. @throws EzklError of the device's firmware, which refuses bad presses */
export async function pressFinger(wanted: FingerWanted): Promise<Pressed> {
  const worker = new Worker(new URL("./finger.worker.ts", import.meta.url), { type: "module" });
  try {
    const answer = await new Promise<FingerAnswer>((resolve, reject) => {
      worker.addEventListener("message", ({ data }: MessageEvent<FingerAnswer>) => resolve(data));
      worker.addEventListener("error", ({ message }) => reject(new WorkerEndedError(message)));
      worker.postMessage(wanted);
    });
    if ("error" in answer) throw receiveError(answer.error);
    return answer.pressed;
  } finally {
    worker.terminate();
  }
}
