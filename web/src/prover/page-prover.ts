import { allParts, circuitOf } from "./circuits.ts";
import { WorkerEndedError } from "./errors.ts";
import type { Answer, Job, PlacedCircuit, Request, Results } from "./messages.ts";
import { keepOnly } from "./part-cache.ts";
import { receiveError } from "./sent-error.ts";
import type { ModelName, PageProver, ProvingOptions } from "./types.ts";

/** A worker that has nothing to do gives its memory back after so many milliseconds. */
const IDLE = 120_000;

/** The engine of this page: one worker, kept warm between proofs, that does one thing after the other. */
export class WorkerProver implements PageProver {
  readonly threads = crossOriginIsolated ? navigator.hardwareConcurrency : 1;
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #idle: ReturnType<typeof setTimeout> | undefined;

  readonly prove: PageProver["prove"] = async ({ model, input, context }, options) => {
    const made = await this.#ask<"prove">({ do: "prove", ...placed(model), input, context }, options);
    return { ...made, threads: this.threads };
  };

  readonly run: PageProver["run"] = async ({ model, input }, options) =>
    this.#ask<"run">({ do: "run", ...placed(model), input }, options);

  readonly poseidon: PageProver["poseidon"] = async (values) =>
    this.#ask<"poseidon">({ do: "poseidon", values });

  async #ask<Kind extends keyof Results>(
    job: Job & { do: Kind },
    options: ProvingOptions = {},
  ): Promise<Results[Kind]> {
    const result = this.#last.then(async () => this.#work(job, options));
    this.#last = result.catch(() => undefined);
    return Promise.race([result, aborted(options.signal)]) as Promise<Results[Kind]>;
  }

  /** Aborting ends the worker: nothing else stops the engine. The next job starts another. */
  async #work(job: Job, { signal, onProgress }: ProvingOptions): Promise<Results[keyof Results]> {
    signal?.throwIfAborted();
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= startWorker());
    const listening = new AbortController();
    const until = { signal: listening.signal };
    try {
      return await new Promise((resolve, reject) => {
        const fail = (error: Error, spent: boolean): void => {
          if (spent) this.#end();
          reject(error);
        };
        signal?.addEventListener("abort", () => fail(signal.reason as DOMException, true), until);
        const onError = ({ message }: ErrorEvent): void => fail(new WorkerEndedError(message), true);
        worker.addEventListener("error", onError, until);
        const onAnswer = ({ data }: MessageEvent<Answer>): void => {
          if (data.at === "progress") onProgress?.(data.progress);
          else if (data.at === "done") resolve(data.result);
          else fail(receiveError(data.error), data.spent);
        };
        worker.addEventListener("message", onAnswer, until);
        worker.postMessage({ threads: this.threads, job } satisfies Request);
      });
    } finally {
      listening.abort();
      this.#idle = setTimeout(() => this.#end(), IDLE);
    }
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}

/** Rejects when it is aborted: what still waits for its turn is cancelled at once too. */
async function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason as DOMException), { once: true });
  });
}

function startWorker(): Worker {
  // No proof waits for this, and none fails by it.
  void keepOnly(allParts()).catch(() => undefined);
  return new Worker(new URL("./prover.worker.ts", import.meta.url), { type: "module" });
}

function placed(model: ModelName): PlacedCircuit {
  return { circuit: circuitOf(model), base: document.baseURI };
}
