/** The steps of a build and of a proof, as a person is told of them. */
export type StepName =
  | "engine"
  | "settings"
  | "circuit"
  | "srs"
  | "keys"
  | "verifier"
  | "sources"
  | "holdout"
  | "witness"
  | "prove"
  | "verify"
  | "wait";

/** Told when a step begins and when it is over; a step that finds its outputs up to date is over with `cached`. */
export interface Reporter {
  begin(model: string, step: StepName): void;
  end(model: string, step: StepName, result: { cached: boolean; seconds: number }): void;
  note(model: string, text: string): void;
}

export const silentReporter: Reporter = {
  begin: () => undefined,
  end: () => undefined,
  note: () => undefined,
};

/** Times `work` and tells the reporter about it. */
export async function reported<T extends { cached: boolean }>(
  reporter: Reporter,
  model: string,
  step: StepName,
  work: () => Promise<T>,
): Promise<T> {
  reporter.begin(model, step);
  const start = performance.now();
  let cached = false;
  try {
    const result = await work();
    cached = result.cached;
    return result;
  } finally {
    reporter.end(model, step, { cached, seconds: (performance.now() - start) / 1000 });
  }
}
