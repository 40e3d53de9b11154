import type { TuningCandidate, TuningFigures, TuningRecord } from "../../../src/artifacts/tuning-record.ts";

const MILLION = 1e6;

/** One figure as the table, the report and the comparison show it. */
export interface FigureColumn {
  key: keyof TuningFigures;
  /** Heading, with the unit. */
  head: string;
  /** As text, unit left out. */
  show: (value: number) => string;
  /** For a terminal, where there is little room. */
  short?: Pick<FigureColumn, "head" | "show">;
}

/** In the order of the table. */
export const FIGURE_COLUMNS: readonly FigureColumn[] = [
  { key: "proveSeconds", head: "prove s", show: significant },
  { key: "pkBytes", head: "pk MB", show: millions },
  { key: "memoryBytes", head: "memory MB", show: millions },
  { key: "gas", head: "gas", show: whole },
  {
    ...{ key: "deployGas", head: "deploy gas", show: whole },
    short: { head: "deploy Mgas", show: millions },
  },
  { key: "proofBytes", head: "proof B", show: whole },
];

export function millions(bytes: number): string {
  return significant(bytes / MILLION);
}

/** Three significant digits, no exponent; large values whole. */
export function significant(value: number): string {
  if (value === 0) return "0";
  if (value >= 100) return whole(value);
  return value < 0.001 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

/** Measured, or predicted where nothing was measured. */
export function figuresOf({ measured, predicted }: TuningCandidate): TuningFigures | null {
  return measured ?? predicted;
}

/** How {@link settingsOf} is read. */
export const SETTINGS_KEY = "input/parameter scale · rebase multiplier, base^legs × inner columns, k";

/** What was searched over, short. */
export function settingsOf({ runArgs, graph, engine, k }: TuningCandidate, record: TuningRecord): string {
  const { inputScale, paramScale, scaleRebaseMultiplier, decompBase, decompLegs, innerColumns } = runArgs;
  return [
    `${inputScale}/${paramScale}·${scaleRebaseMultiplier}`,
    `${decompBase}^${decompLegs}×${innerColumns}`,
    `k=${k}`,
    ...(graph === "network.onnx" ? [] : [graph]),
    ...(record.engines.length > 1 ? [engine] : []),
  ].join(" ");
}

export function candidateOf(record: TuningRecord, id: number | null): TuningCandidate | undefined {
  return id === null ? undefined : record.candidates.find((candidate) => candidate.id === id);
}

/** The front, cheapest first by what the search was for. */
export function frontOf(record: TuningRecord): TuningCandidate[] {
  const cost = (candidate: TuningCandidate): number => {
    const figures = figuresOf(candidate);
    if (figures === null) return Infinity;
    const { gas, proveSeconds } = figures;
    return record.objective === "gas"
      ? gas
      : record.objective === "prove"
        ? proveSeconds
        : gas * proveSeconds;
  };
  return record.candidates
    .filter(({ id }) => record.front.includes(id))
    .sort((a, b) => cost(a) - cost(b) || a.id - b.id);
}

/** Chosen over defaults, each figure; both measured, or both as predicted. Null where one of them has none. */
export function ratiosOf(
  record: TuningRecord,
): { of: "measured" | "predicted"; ratios: TuningFigures } | null {
  const [chosen, baseline] = [candidateOf(record, record.chosen), candidateOf(record, record.baseline)];
  for (const kind of ["measured", "predicted"] as const) {
    const [above, below] = [chosen?.[kind], baseline?.[kind]];
    if (!above || !below) continue;
    const ratio = (key: keyof TuningFigures): number => (below[key] === 0 ? 1 : above[key] / below[key]);
    const ratios = Object.fromEntries(
      Object.keys(above).map((key) => [key, ratio(key as keyof TuningFigures)]),
    );
    return { of: kind, ratios: ratios as unknown as TuningFigures };
  }
  return null;
}
