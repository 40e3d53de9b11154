import { z } from "zod";

import { MAX_CODE_BYTES, type TuningFigures } from "../artifacts/tuning-record.ts";
import type { InputData } from "../pipeline/input.ts";
import type { Model } from "../pipeline/model.ts";
import type { Workspace } from "../pipeline/workspace.ts";

import { keyOf, type CircuitSpec } from "./circuit-spec.ts";
import type { Clock } from "./clock.ts";
import type { Constraint } from "./constraint.ts";
import { predict, type MachineSpeed } from "./cost/index.ts";
import { candidateOf, entryOf, refusal, type Entry } from "./entry.ts";
import type { Evaluator } from "./evaluate.ts";
import type { Journal } from "./journal.ts";
import type { Lab } from "./lab.ts";
import { neededBits, type Predicted } from "./layouts.ts";
import { measure, measurementSchema } from "./measure.ts";
import { score } from "./objective.ts";
import type { EvmMeter, TuneOptions } from "./options.ts";
import { shortlist } from "./shortlist.ts";

/** A circuit that is not better than this share of what the defaults are predicted to need is compared with the defaults measured. */
const CLOSE = 0.7;
/** What is pinned stays unless another circuit is better by this share: a new one has another verifier, digest and key. */
const KEEP = 0.03;
/** Seconds that each step of a measurement has at least, whatever is left of the budget. */
const LEAST_TIMEOUT = 60;
/** So many times what is predicted, a step may take. */
const PATIENCE = 5;

export interface FinalsOptions {
  workspace: Workspace;
  model: Model;
  options: TuneOptions;
  evm: EvmMeter;
  lab: Lab;
  journal: Journal;
  clock: Clock;
  evaluator: Evaluator;
  constraint: Constraint;
  speed: MachineSpeed;
  headroomBits: number;
  /** The input that proofs are of. */
  sample: InputData;
}

/** Measures the best few of what was predicted, and chooses. */
export class Finals {
  readonly #options: FinalsOptions;
  #speed: MachineSpeed;

  constructor(options: FinalsOptions) {
    this.#options = options;
    this.#speed = options.speed;
  }

  /** Measures what is pinned, then the shortlist while there is time, the first one in any case; `entries` gains what was measured. */
  async measureBest(
    predicted: readonly Predicted[],
    entries: Entry[],
    pinned: Predicted | undefined,
  ): Promise<void> {
    const { options, evaluator, constraint } = this.#options;
    let measured = 0;
    const listed = shortlist(predicted, options.objective).filter((candidate) => candidate !== pinned);
    for (const candidate of pinned === undefined ? listed : [pinned, ...listed]) {
      const { spec, part, facts } = candidate;
      const { setupSeconds, proveSeconds } = predict(facts, this.#speed, "specialised");
      if (measured > 0 && (await this.#skipped(spec, setupSeconds + proveSeconds))) continue;
      let entry = entries.find((one) => one.spec === spec);
      if (entry === undefined) entries.push((entry = entryOf(candidate)));
      const { evaluation, bits } = await evaluator.confirm(part, constraint);
      entry.error = evaluation.error;
      entry.refused = refusal(evaluation, spec) ?? this.#tooNarrow(bits, spec);
      if (entry.refused !== undefined) continue;
      const figures = await this.#measure(entry, measured === 0);
      if (figures !== undefined && measured++ === 0) this.#learnSpeed(entry, figures, entries);
    }
  }

  /** Why a circuit cannot hold what all samples need, if it cannot. */
  #tooNarrow(bits: number | null, { runArgs }: CircuitSpec): string | undefined {
    const { headroomBits, model } = this.#options;
    if (bits === null) return "no range holds every value";
    const needed = neededBits({ bits }, { headroomBits, context: model.config.context });
    const { decompBase, decompLegs } = runArgs;
    return decompLegs * Math.log2(decompBase) < needed
      ? `values and headroom need ${needed} bits, ${decompBase}^${decompLegs} has fewer`
      : undefined;
  }

  /** The best of the measured, `pinned` if it is nearly as good; the engine's defaults, `baseline`, when none is better than they are. */
  async choose(
    entries: readonly Entry[],
    baseline: Entry | undefined,
    pinned: Entry | undefined,
  ): Promise<Entry | undefined> {
    const [first] = entries.toSorted((a, b) => this.#score(a) - this.#score(b));
    const stays =
      first !== undefined && pinned !== undefined && this.#score(pinned) <= this.#score(first) + KEEP;
    const best = stays ? pinned : first;
    const found = best !== undefined && this.#score(best) < Infinity;
    const figures = baseline?.refused === undefined ? baseline?.predicted : undefined;
    if (baseline === undefined || !figures) return found ? best : undefined;
    const expected = score(figures, this.#options.options.objective);
    if (!found || this.#score(best) > expected + Math.log(CLOSE)) await this.#measure(baseline, true);
    const winner = !found || this.#score(baseline) < this.#score(best) ? baseline : best;
    return this.#score(winner) < Infinity ? winner : undefined;
  }

  /** Whether there is no time for this one; once decided, on record, so that a search that goes on decides as it did. */
  async #skipped(spec: CircuitSpec, seconds: number): Promise<boolean> {
    const { journal, clock, options } = this.#options;
    const key = keyOf({ spec, objective: options.objective, budget: clock.budget });
    const decide = async (): Promise<boolean> => clock.left < seconds;
    return journal.once("skipped", key, z.boolean(), decide);
  }

  #score({ measurement, refused }: Entry): number {
    if (measurement?.ok !== true || refused !== undefined) return Infinity;
    return score(measurement.figures, this.#options.options.objective);
  }

  async #measure(entry: Entry, patient: boolean): Promise<TuningFigures | undefined> {
    const { journal, clock, workspace, model, lab, evm, sample, options } = this.#options;
    const { spec, rendering, facts } = entry;
    const { engine, runArgs } = spec;
    const { logrows, innerColumns, decompBase, decompLegs } = runArgs;
    const detail = `${engine}, k=${logrows}, ${innerColumns} ${innerColumns === 1 ? "column" : "columns"}, ${decompBase}^${decompLegs}`;
    options.onProgress({ kind: "phase", phase: "measure", detail });
    const ample = workspace.timeoutSeconds;
    const expected = predict(facts, this.#speed, rendering);
    const patience = PATIENCE * Math.max(expected.setupSeconds, expected.proveSeconds);
    const timeoutSeconds = patient ? ample : Math.min(ample, Math.max(LEAST_TIMEOUT, patience, clock.left));
    const work = async () => {
      const [input] = (await lab.writeInputs([sample], "proved")) as [string];
      return measure(spec, expected, { workspace, model, lab, evm, rendering, timeoutSeconds, input });
    };
    const key = keyOf({ spec, rendering });
    const measurement = await journal.once("measured", key, measurementSchema, work);
    entry.measurement = measurement;
    if (measurement.ok && measurement.figures.verifierBytes > MAX_CODE_BYTES)
      entry.refused = `a verifier of ${measurement.figures.verifierBytes} bytes, a chain stores ${MAX_CODE_BYTES}`;
    options.onProgress({ kind: "candidate", candidate: candidateOf(entry, 0) });
    return measurement.ok ? measurement.figures : undefined;
  }

  /** The first proof says how fast this machine is: what is not measured yet is predicted anew with that. */
  #learnSpeed({ facts, rendering }: Entry, { proveSeconds }: TuningFigures, entries: readonly Entry[]): void {
    const { proveSeconds: expected } = predict(facts, this.#speed, rendering);
    this.#speed = { ...this.#speed, factor: (this.#speed.factor * proveSeconds) / expected };
    for (const entry of entries) {
      if (entry.predicted !== null && entry.measurement === undefined)
        entry.predicted = predict(entry.facts, this.#speed, entry.rendering);
    }
  }
}
