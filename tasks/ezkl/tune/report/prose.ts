import type { TuningRecord } from "../../../../src/artifacts/tuning-record.ts";
import { candidateOf, significant } from "../figures.ts";

const OBJECTIVES: Record<TuningRecord["objective"], string> = {
  gas: "the gas of a verification",
  prove: "the time to prove",
  balanced: "prove time and gas together",
};

export function objectiveText({ objective, candidates }: TuningRecord): string {
  const measured = candidates.filter((candidate) => candidate.measured !== null).length;
  return `Searched for the least of ${OBJECTIVES[objective]}: ${candidates.length} candidates, ${measured} of them set up, proved and verified on an EVM.`;
}

/** What a candidate must keep, a sentence each. */
export function constraintText({ constraint, holdout, headroomBits }: TuningRecord): string[] {
  const { metric, limit, basis } = constraint;
  const bound = limit === null ? "" : ` at most ${significant(limit)}`;
  const rule: Record<typeof metric, string> = {
    max: `Largest difference between circuit and float model${bound}.`,
    mae: `Mean difference between circuit and float model${bound}.`,
    argmax: "The largest output is the same as the float model's on every sample.",
    sign: "The outputs' signs are the float model's on every sample.",
  };
  const source =
    holdout.source === "generated"
      ? "made from the seed around the sample input"
      : "the model's own hold-out set";
  return [
    `${rule[metric]} (${basis})`,
    `Judged on ${holdout.samples} samples that no calibration saw: ${source}.`,
    `Every value inside of the circuit keeps ${significant(headroomBits)} bit${headroomBits === 1 ? "" : "s"} of headroom on each of them: it may grow ${significant(2 ** headroomBits)} times before a witness would abort.`,
  ];
}

export function rewrites(record: TuningRecord): string {
  const graphs = [...new Set(record.candidates.map(({ graph }) => graph))];
  const chosen = candidateOf(record, record.chosen);
  return `${graphs.join(", ")}${chosen === undefined ? "" : `; chosen: ${chosen.graph}`}`;
}

/** The command line that the record came from. */
export function repeatCommand({
  model,
  objective,
  constraint,
  budgetSeconds,
  engines,
  seed,
  headroomBits,
}: TuningRecord): string {
  const { metric, limit } = constraint;
  return [
    `npx hardhat ezkl tune ${model} --objective ${objective}`,
    ...(metric === "max" ? [] : [`--metric ${metric}`]),
    ...(limit === null ? [] : [`--max-error ${limit}`]),
    `--budget ${budgetSeconds} --engines ${engines.join(",")} --seed ${seed} --headroom ${headroomBits} --fresh`,
  ].join(" ");
}
