import { circuitOf } from "./circuits.ts";
import { WorkerEndedError } from "./errors.ts";
import type { Answer, Job, PlacedCircuit, Request, Results } from "./messages.ts";
import { receiveError } from "./sent-error.ts";
import type { ModelName, PageProver, ProvingOptions } from "./types.ts";

/** The engine of this page: one worker, kept warm between proofs, that does one thing after the other. */
export class WorkerProver implements PageProver {
  readonly threads = crossOriginIsolated ? navigator.hardwareConcurrency : 1;
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();

  readonly prove: PageProver["prove"] = async ({ model, input, context }, options) => {
    const made = await this.#ask("prove", { do: "prove", ...placed(model), input, context }, options);
    return { ...made, threads: this.threads };
  };

  readonly run: PageProver["run"] = async ({ model, input }, options) =>
    this.#ask("run", { do: "run", ...placed(model), input }, options);

  readonly poseidon: PageProver["poseidon"] = async (values) =>
    this.#ask("poseidon", { do: "poseidon", values });

  async #ask<Kind extends keyof Results>(
    _kind: Kind,
    job: Job & { do: Kind },
    options: ProvingOptions = {},
  ): Promise<Results[Kind]> {
    const before = this.#last;
    const result = before.then(async () => this.#work(job, options));
    this.#last = result.catch(() => undefined);
    return result as Promise<Results[Kind]>;
  }

  /** Aborting ends the worker: nothing else stops the engine. The next job starts another. */
  async #work(job: Job, { signal, onProgress }: ProvingOptions): Promise<Results[keyof Results]> {
    signal?.throwIfAborted();
    const worker = (this.#worker ??= startWorker());
    const listening = new AbortController();
    try {
      return await new Promise((resolve, reject) => {
        const { signal: until } = listening;
        const fail = (error: unknown): void => {
          worker.terminate();
          this.#worker = undefined;
          reject(error);
        };
        signal?.addEventListener("abort", () => fail(signal.reason), { signal: until });
        worker.addEventListener("error", ({ message }) => fail(new WorkerEndedError(message)), {
          signal: until,
        });
        worker.addEventListener(
          "message",
          ({ data }: MessageEvent<Answer>) => {
            if (data.at === "progress") onProgress?.(data.progress);
            else if (data.at === "done") resolve(data.result);
            else fail(receiveError(data.error));
          },
          { signal: until },
        );
        worker.postMessage({ threads: this.threads, job } satisfies Request);
      });
    } finally {
      listening.abort();
    }
  }
}

function startWorker(): Worker {
  return new Worker(new URL("./prover.worker.ts", import.meta.url), { type: "module" });
}

function placed(model: ModelName): PlacedCircuit {
  return { circuit: circuitOf(model), base: document.baseURI };
}
