/** The steps of a build and of a proof, as a person is told of them. */
export type StepName =
  | "engine"
  | "settings"
  | "circuit"
  | "srs"
  | "keys"
  | "verifier"
  | "reusable"
  | "holdout"
  | "witness"
  | "prove"
  | "verify"
  | "solidity";

export interface StepResult {
  /** Its outputs were found up to date. */
  cached: boolean;
  seconds: number;
  /** It ended in an error. */
  failed: boolean;
  /** The outputs came from a store. */
  adopted?: boolean | undefined;
  /** What was expected of the step beside what came of it. */
  detail?: string | undefined;
}

/** Told when a step begins and when it is over. */
export interface Reporter {
  begin(model: string, step: StepName): void;
  end(model: string, step: StepName, result: StepResult): void;
  note(model: string, text: string): void;
  /** Told while a step waits for bytes. */
  progress?(model: string, step: StepName, bytes: number, total: number): void;
}

export const silentReporter: Reporter = {
  begin: () => undefined,
  end: () => undefined,
  note: () => undefined,
};

/** Times `work` and tells the reporter about it. */
export async function reported<
  T extends { cached: boolean; adopted?: boolean | undefined; detail?: string | undefined },
>(reporter: Reporter, model: string, step: StepName, work: () => Promise<T>): Promise<T> {
  reporter.begin(model, step);
  const start = performance.now();
  let result: T | undefined;
  try {
    result = await work();
    return result;
  } finally {
    const seconds = (performance.now() - start) / 1000;
    const { cached = false, adopted, detail } = result ?? {};
    reporter.end(model, step, { cached, seconds, failed: result === undefined, adopted, detail });
  }
}
