import { join } from "node:path";

import type { TuningRecord } from "../artifacts/tuning-record.ts";
import { readOnnxSignature, type OnnxSignature } from "../onnx/signature.ts";
import { prepareOnnx, type CircuitInput } from "../pipeline/circuit-input.ts";
import { readRequired, readTextRequired, sha256, writeFileAtomic } from "../pipeline/files.ts";
import { readInput, type InputData } from "../pipeline/input.ts";
import { withLock } from "../pipeline/lock.ts";
import type { Model } from "../pipeline/model.ts";
import { withScratch } from "../pipeline/scratch.ts";
import type { Workspace } from "../pipeline/workspace.ts";

import { engineDefaults, numericOf, type Baseline } from "./baseline.ts";
import { keyOf, specOf, type Numeric, type Variables } from "./circuit-spec.ts";
import { Clock } from "./clock.ts";
import { constraintOf, violation, type Constraint } from "./constraint.ts";
import { predict, REFERENCE_SPEED, type MachineSpeed } from "./cost/index.ts";
import { entryOf, type Entry } from "./entry.ts";
import { Evaluator, type Evaluation } from "./evaluate.ts";
import { circuitFacts } from "./facts.ts";
import { Finals } from "./finals.ts";
import { firstSamples, loadHoldout, type Holdout } from "./holdout.ts";
import { Journal } from "./journal.ts";
import { Lab } from "./lab.ts";
import { BestScores, searchLayouts, type Predicted } from "./layouts.ts";
import type { EvmMeter, TuneOptions, TunePhase } from "./options.ts";
import { pinCircuit } from "./pin.ts";
import { pinnedCircuit } from "./pinned.ts";
import { recordOf, threads } from "./record.ts";
import { rewriteThatPays, TUNED_ONNX } from "./rewritten.ts";
import { searchScales, survivors, type Accepted, type Evaluated } from "./scales.ts";
import { worthRecording } from "./shortlist.ts";

/** Raised when what is on record in a journal means something else. */
const JOURNAL_VERSION = 1;
const DEFAULT_HEADROOM_BITS = 2;
/** What a phase may take of the time that is left when it begins; `confirmed`: of the whole budget, what may be gone before it ends. */
const SHARES = { baseline: 0.25, scales: 0.5, layouts: 0.4, confirmed: 0.75 } as const;
/** Numeric parts laid out, of each way of rescaling. */
const SURVIVORS = 2;
/** Until a proof was made on this machine. */
const SPEED: MachineSpeed = { ...REFERENCE_SPEED, threads: threads() };

/**
 * Searches the circuit that says the same as the float model and costs least: evaluates scales on the hold-out, predicts what layouts of those that are exact enough cost,
 * really sets up, proves and verifies the best few, natively and on the EVM, and pins the best of these. What was found out stands in a journal: an
 * interrupted search goes on where it was.
 * @throws HoldoutUnusableError, FrozenError, and what reading a model throws
 */
export async function tuneModel(
  workspace: Workspace,
  model: Model,
  options: TuneOptions,
  evm: EvmMeter,
): Promise<TuningRecord> {
  const onWait = (holder: string): void =>
    workspace.reporter.note(model.name, `waiting for another build of this model (${holder})`);
  return withLock(
    model.paths.lock,
    async () =>
      withScratch(model, async (scratch) => {
        const search = await Search.open(workspace, model, options, evm, scratch);
        try {
          return await search.run();
        } finally {
          await search.close();
        }
      }),
    { onWait },
  );
}

interface SearchState {
  workspace: Workspace;
  model: Model;
  /** The model with its own ONNX file, where it has been rewritten before. */
  own: Model;
  options: TuneOptions;
  evm: EvmMeter;
  scratch: string;
  input: CircuitInput;
  signature: OnnxSignature;
  sample: InputData;
  variables: Variables;
  journal: Journal;
  clock: Clock;
  lab: Lab;
}

class Search {
  readonly #state: SearchState;

  private constructor(state: SearchState) {
    this.#state = state;
  }

  static async open(
    workspace: Workspace,
    model: Model,
    options: TuneOptions,
    evm: EvmMeter,
    scratch: string,
  ): Promise<Search> {
    const own = unrewritten(model, scratch);
    const input = await prepareOnnx(own);
    const text = await readTextRequired(model.paths.input, "the sample input");
    const variables: Variables = (model.config.runArgs.variables ?? [["batch_size", 1]]).map(
      ([name, size]) => [name, size],
    );
    const { metric, maxError, objective, seed, headroomBits, resume, budgetSeconds } = options;
    const { context, inputVisibility, holdout } = model.config;
    const identity = keyOf({
      ...{ JOURNAL_VERSION, onnx: input.onnxSha256, sample: sha256(text), variables },
      ...{ metric, maxError, seed, headroomBits, context, inputVisibility, holdout },
      calibration: sha256(await readTextRequired(model.paths.calibration, "the calibration input")),
      heldOut:
        holdout === undefined
          ? ""
          : sha256(await readRequired(join(model.directory, holdout.file), "the hold-out set")),
    });
    const path = join(model.paths.output, "tuning.jsonl");
    const clock = new Clock(budgetSeconds);
    const journal = await Journal.open({ path, identity, objective, resume, clock });
    const graphs = new Map([[own.config.onnx, input.engineOnnx]]);
    const { source } = model.paths;
    const signature = readOnnxSignature(await readRequired(source, "the ONNX file"), source);
    return new Search({
      ...{ workspace, model, own, options, evm, scratch, input, signature, variables, journal, clock },
      sample: readInput(text, model.paths.input).input_data.slice(0, signature.inputs.length),
      lab: new Lab(workspace, model, scratch, graphs),
    });
  }

  async close(): Promise<void> {
    await this.#state.lab.close();
  }

  async run(): Promise<TuningRecord> {
    const { model, own, signature, options, lab, clock, variables, workspace, journal } = this.#state;
    const headroomBits = options.headroomBits ?? DEFAULT_HEADROOM_BITS;
    this.#tell("holdout", "the float model's answers to inputs that no calibration has seen");
    const holdout = await loadHoldout(workspace, own, signature, variables, options.seed);
    const evaluator = await this.#evaluator(holdout);

    this.#tell("baseline", "the engine's own calibration");
    const defaults = await this.#defaults();
    const usual = defaults === undefined ? usualNumeric(own) : numericOf(defaults.spec);
    const ownError = await evaluator.scanAll(usual);
    const pinnedLimit = model.config.holdout?.maxAbsError;
    const of = defaults === undefined ? "the scales it usually chooses" : "the engine's own calibration";
    const reference = ownError.error === null ? undefined : { error: ownError.error, of };
    const constraint = constraintOf(options, pinnedLimit, reference, holdout.expected);

    const evaluated: Evaluated[] = [];
    const accepted: Accepted[] = [];
    const rewritten = await rewriteThatPays({ ...this.#state, model: own, holdout });
    const graphs = [...(rewritten === undefined ? [] : [TUNED_ONNX]), own.config.onnx];
    const searched = options.engines.flatMap((engine) => graphs.map((graph) => ({ engine, graph })));
    const scalesEnd = clock.spent + Math.max(0, clock.left) * SHARES.scales;
    for (const [index, { engine, graph }] of searched.entries()) {
      this.#tell("scales", `scales of ${graph} in ${engine}: ${describe(constraint)}`);
      const share = clock.shareUntil(scalesEnd, searched.length - index);
      const atLeastOne = accepted.length === 0 && !ownError.ok && index === searched.length - 1;
      const found = await searchScales({
        ...{ lab, evaluator, clock, share, atLeastOne, constraint, graph, engine, variables },
      });
      evaluated.push(...found.evaluated);
      accepted.push(...found.accepted);
    }
    if (accepted.length === 0 && ownError.ok && violation(ownError.error, constraint) === undefined) {
      const bits = await evaluator.bits(usual, ownError);
      if (bits !== null && bits !== undefined) accepted.push({ numeric: usual, evaluation: ownError, bits });
    }

    const parts = await this.#confirmed(accepted, evaluated, evaluator, constraint);
    const predicted: Predicted[] = [];
    const best = new BestScores();
    const layoutsEnd = clock.spent + Math.max(0, clock.left) * SHARES.layouts;
    for (const [index, part] of parts.entries()) {
      this.#tell("circuits", `layouts of part ${index + 1} of ${parts.length}`);
      const share = clock.shareUntil(layoutsEnd, parts.length - index);
      const { context } = model.config;
      predicted.push(
        ...(await searchLayouts(part, {
          ...{ lab, clock, share, speed: SPEED, headroomBits, context, variables, journal, best },
        })),
      );
    }

    const baseline = defaults === undefined ? undefined : this.#baselineEntry(defaults, ownError, constraint);
    const entries: Entry[] = [
      ...(baseline === undefined ? [] : [baseline]),
      ...(await this.#refused(evaluated)),
      ...worthRecording(predicted).map(entryOf),
    ];
    const finals = new Finals({ ...this.#state, evaluator, constraint, speed: SPEED, headroomBits });
    const pinned = await pinnedCircuit({
      ...{
        model,
        options,
        evaluator,
        lab,
        rewritten: rewritten?.bytes,
        constraint,
        headroomBits,
        speed: SPEED,
        predicted,
      },
    });
    await finals.measureBest(predicted, entries, pinned);
    const stays = entries.find(({ spec }) => spec === pinned?.spec);
    const chosen = await finals.choose(entries, baseline, stays);
    const used = firstSamples(holdout, evaluator.samples);
    const record = recordOf({
      ...{ model: model.name, onnxSha256: this.#state.input.onnxSha256, options, spentSeconds: clock.spent },
      ...{ entries, chosen, baseline, constraint, holdout: used, headroomBits },
    });
    if (chosen !== stays && chosen?.measurement?.ok === true) {
      this.#tell("pin", "model.json, settings.json, tuning.json");
      const frozen = options.frozen ?? false;
      await pinCircuit(model, chosen.spec, chosen.measurement.settings, rewritten?.bytes, frozen);
    }
    if (options.frozen !== true)
      await writeFileAtomic(join(model.directory, "tuning.json"), `${JSON.stringify(record, null, 1)}\n`);
    return record;
  }

  #tell(phase: TunePhase, detail: string): void {
    this.#state.options.onProgress({ kind: "phase", phase, detail });
  }

  async #evaluator(holdout: Holdout): Promise<Evaluator> {
    const { model, lab, journal, clock, variables, options } = this.#state;
    const inputs = await lab.writeInputs(holdout.samples);
    const metric = options.metric ?? "max";
    return new Evaluator({ model, lab, journal, clock, holdout, metric, inputs, variables });
  }

  async #defaults(): Promise<Baseline | undefined> {
    const { options, workspace, model, own } = this.#state;
    const timeoutSeconds = Math.min(
      workspace.timeoutSeconds,
      Math.max(10, options.budgetSeconds * SHARES.baseline),
    );
    const found = await engineDefaults({ ...this.#state, graph: own.config.onnx, timeoutSeconds });
    if (typeof found !== "string") return found;
    workspace.reporter.note(model.name, `the engine's own calibration does not get through: ${found}`);
    return undefined;
  }

  /**
   * What survives of the accepted parts on all samples. A part that fails there makes room for the next best one of its kind: a scan of a few samples may have
   * found scales too coarse.
   */
  async #confirmed(
    accepted: readonly Accepted[],
    evaluated: Evaluated[],
    evaluator: Evaluator,
    constraint: Constraint,
  ): Promise<Accepted[]> {
    const { clock } = this.#state;
    const confirmed = new Map<Accepted, Accepted>();
    let pool = [...accepted];
    for (;;) {
      const open = survivors(pool, SURVIVORS).filter((part) => !confirmed.has(part));
      const [next] = open;
      if (next === undefined || (confirmed.size > 0 && clock.past(SHARES.confirmed))) break;
      const { evaluation, bits } = await evaluator.confirm(next, constraint);
      if (evaluation.ok && bits !== null) {
        confirmed.set(next, { ...next, evaluation, bits });
        continue;
      }
      evaluated.push({ numeric: next.numeric, evaluation });
      pool = pool.filter((part) => part !== next);
    }
    return [...confirmed.values()];
  }

  #baselineEntry({ spec, settings }: Baseline, own: Evaluation | undefined, constraint: Constraint): Entry {
    const facts = circuitFacts(settings);
    const error = own?.error ?? null;
    const refused = own?.ok === true ? violation(own.error, constraint) : own?.reason;
    return {
      ...{ spec, facts, rendering: "engine", error, predicted: predict(facts, SPEED, "engine") },
      ...(refused === undefined ? {} : { refused }),
    };
  }

  /** Numeric parts that are not exact enough, for the record, in a layout that nothing depends on. */
  async #refused(evaluated: readonly Evaluated[]): Promise<Entry[]> {
    const { lab, variables } = this.#state;
    const entries: Entry[] = [];
    for (const { numeric, evaluation } of evaluated) {
      if (evaluation.ok) continue;
      const layout = {
        decompBase: 128,
        decompLegs: 4,
        innerColumns: 1,
        logrows: 17,
        lookupRange: [-32768, 32768],
      } as const;
      const spec = specOf(numeric, layout, variables);
      const settings = await lab.settings(spec);
      if (!settings.ok) continue;
      entries.push({
        spec,
        facts: circuitFacts(settings.value),
        rendering: "specialised",
        error: evaluation.error,
        predicted: null,
        refused: evaluation.reason,
      });
    }
    return entries;
  }
}

/** What the engine's calibration chooses for nearly every model: what it is held against where it does not finish. */
function usualNumeric({ config }: Model): Numeric {
  return {
    ...{ graph: config.onnx, engine: config.engine, inputScale: 13, paramScale: 13 },
    ...{ scaleRebaseMultiplier: 1, rebaseFracZeroConstants: false, boundedLogLookup: false },
  };
}

/** The model with its own ONNX file, as it was before a search rewrote it. */
function unrewritten(model: Model, scratch: string): Model {
  const { config, paths } = model;
  if (config.source === undefined) return model;
  return {
    ...model,
    config: { ...config, onnx: config.source, source: undefined },
    paths: { ...paths, onnx: paths.source, circuitOnnx: join(scratch, "circuit.onnx") },
  };
}

function describe({ metric, limit }: Constraint): string {
  return limit === null ? `same ${metric} on every sample` : `${metric} error at most ${limit}`;
}
