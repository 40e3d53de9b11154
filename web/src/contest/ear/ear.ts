import type { Melody } from "../../../../models/singing-judge/melody/melody.ts";
import { receiveError } from "../../prover/sent-error.ts";

import type { FromEar, Heard, Live, Sound, ToEar } from "./messages.ts";

/** Listens in a worker, so that the page goes on. Ended by `end`. */
export class Ear {
  readonly #worker = new Worker(new URL("./ear.worker.ts", import.meta.url), { type: "module" });

  /** What the judge hears in a sound. @throws EzklError for a sound that is none */
  async listen(sound: Sound, melody: Melody): Promise<Heard> {
    return new Promise((resolve, reject) => {
      this.#worker.onerror = ({ message }) => reject(receiveError({ message }));
      this.#worker.onmessage = ({ data }: MessageEvent<FromEar>) => {
        if (data.answer === "heard") resolve(data.heard);
        if (data.answer === "failed") reject(receiveError(data.error));
      };
      this.#ask({ ask: "listen", sound, melody });
    });
  }

  /** Follows a voice. @param lead seconds before the tune @returns takes the next samples */
  follow(
    melody: Melody,
    { rate, lead }: { rate: number; lead: number },
    show: (live: Live) => void,
  ): (samples: Float32Array) => void {
    this.#worker.onmessage = ({ data }: MessageEvent<FromEar>) => {
      if (data.answer === "live") show(data.live);
    };
    this.#ask({ ask: "begin", rate, melody, lead });
    return (samples) => this.#ask({ ask: "hear", samples });
  }

  end(): void {
    this.#worker.terminate();
  }

  #ask(message: ToEar): void {
    this.#worker.postMessage(message);
  }
}
