import { ENGINE_VERSIONS } from "../../src/engine/versions.ts";
import { render } from "../../tasks/ui/shown.ts";
import { table } from "../../tasks/ui/table.ts";
import { describe, type Machine } from "../machine.ts";
import { markdownTable } from "../markdown.ts";

import { figuresOf, type Row, type SideFigures } from "./row.ts";
import { ratiosOf, RATIO_NAMES, summarise, type RatioName, type Spread, type Summary } from "./summary.ts";
import { GAS_OVER_FLOOR_TARGET, TARGETS } from "./targets.ts";

/** What `--json` writes. */
export interface Report {
  machine: Machine;
  runs: number;
  rows: (Row & { ratios: Record<string, Record<RatioName, number | null>> })[];
  summary: Summary;
}

export function reportOf(machine: Machine, runs: number, rows: readonly Row[]): Report {
  const withRatios = rows.map((row) => ({
    ...row,
    ratios: Object.fromEntries(ENGINE_VERSIONS.map((version) => [version, ratiosOf(row, version)])),
  }));
  return { machine, runs, rows: withRatios, summary: summarise(rows) };
}

const LABELS: Record<RatioName, string> = {
  prove: "prove time, objective prove",
  pk: "pk size, objective prove",
  memory: "peak memory, objective prove",
  gas: "verification gas, objective gas",
  proofBytes: "proof bytes, objective gas",
  setup: "setup time, objective prove",
  witness: "witness time, objective prove",
  deployGas: "deploy gas, objective gas",
  verifierBytes: "runtime code, objective gas",
};

const MODEL_HEAD = [
  ...[
    "model",
    "bare 21.0.0",
    "bare 23.0.5",
    "for prove",
    "",
    "pk",
    "memory",
    "for gas",
    "proof",
    "over floor",
  ],
  "agreement",
];
const SUMMARY_HEAD = [
  "tuned / default",
  ...ENGINE_VERSIONS.flatMap((version) => [`against ${version}`, "worst"]),
  "reach",
  "met",
];

/** The report for a person. */
export function showReport(report: Report): string {
  const { machine, runs, rows, summary } = report;
  return [
    describe(machine),
    `medians of ${runs} ${runs === 1 ? "run" : "runs"}, all sides in turn`,
    "",
    "For each model: what proves fastest, and what verifies for least gas; shares are of the faster, or cheaper, bare engine.",
    render(table(MODEL_HEAD, rows.map(modelLine))),
    `Geometric means over the models that have both sides:`,
    render(table(SUMMARY_HEAD, summaryLines(summary))),
    ...failureLines(summary),
  ].join("\n");
}

/** The same as Markdown, for a page of documentation. */
export function showMarkdown(report: Report): string {
  const { machine, runs, rows, summary } = report;
  return [
    `${describe(machine)}; medians of ${runs} ${runs === 1 ? "run" : "runs"}, all sides in turn, ${rows.length} models.`,
    "",
    ...markdownTable(SUMMARY_HEAD, summaryLines(summary)),
    "",
    ...markdownTable(MODEL_HEAD, rows.map(modelLine)),
    ...(summary.failures.length === 0 ? [] : ["", ...failureLines(summary).map((line) => `- ${line}`)]),
    "",
  ].join("\n");
}

function modelLine({ model, sides, search }: Row): string[] {
  const bare = ENGINE_VERSIONS.map((version) => figuresOf(sides[`bare ${version}`]));
  const [prove, gas] = [figuresOf(sides.prove), figuresOf(sides.gas)];
  const best = (of: (figures: SideFigures) => number | null): number | null => {
    const known = bare.flatMap((figures) => (figures && of(figures)) ?? []);
    return known.length === 0 ? null : Math.min(...known);
  };
  const share = (side: SideFigures | undefined, of: (figures: SideFigures) => number | null): string => {
    const [above, below] = [side && of(side), best(of)];
    return above && below ? (above / below).toFixed(3) : "";
  };
  const agreement = [prove, gas].map((side) => side?.error?.agreement).filter((each) => each !== undefined);
  return [
    model,
    ...bare.map(bareCell),
    prove ? `k=${prove.k}  ${seconds(prove.proveSeconds)}` : search === null ? "no choice" : "failed",
    share(prove, ({ proveSeconds }) => proveSeconds),
    share(prove, ({ pkBytes }) => pkBytes),
    share(prove, ({ peakBytes }) => peakBytes),
    gas ? `k=${gas.k}  ${thousands(gas.gas)}  ${share(gas, (figures) => figures.gas)}` : "",
    share(gas, ({ proofBytes }) => proofBytes),
    gas ? gas.gasOverFloor.toFixed(3) : "",
    agreement.length === 0 ? "" : `${(Math.min(...agreement) * 100).toFixed(0)}%`,
  ];
}

function bareCell(figures: SideFigures | undefined): string {
  if (figures === undefined) return "fails";
  return `k=${figures.k}  ${seconds(figures.proveSeconds)}  ${thousands(figures.gas)}`;
}

function summaryLines({ against, gasOverFloor, outputs }: Summary): string[][] {
  const ratios = RATIO_NAMES.map((name) => {
    const target = TARGETS[name];
    const spreads = ENGINE_VERSIONS.map((version) => against[version][name]);
    const reach = target ? [`<= ${target.mean}`, ...(target.worst ? [`each <= ${target.worst}`] : [])] : [];
    const known = spreads.filter((spread) => spread !== null);
    const met = known.every(
      ({ mean, worst }) => mean <= (target?.mean ?? Infinity) && worst <= (target?.worst ?? Infinity),
    );
    return [
      LABELS[name],
      ...spreads.flatMap(spreadCells),
      reach.join(", "),
      target && known.length > 0 ? verdict(met) : "",
    ];
  });
  return [
    ...ratios,
    [
      "verification gas / its floor",
      ...[spreadCells(gasOverFloor), ["", ""]].flat(),
      `<= ${GAS_OVER_FLOOR_TARGET}`,
      gasOverFloor ? verdict(gasOverFloor.mean <= GAS_OVER_FLOOR_TARGET) : "",
    ],
    [
      "outputs that agree",
      outputs.agreeing === null ? "" : `${(outputs.agreeing * 100).toFixed(1)}%`,
      ...["", "", ""],
      "100%",
      outputs.agreeing === null ? "" : verdict(outputs.agreeing === 1),
    ],
  ];
}

function spreadCells(spread: Spread | null): [string, string] {
  if (spread === null) return ["", ""];
  const { mean, worst, worstModel, models } = spread;
  return [`${mean.toFixed(3)} (${models} models)`, `${worst.toFixed(3)} ${worstModel}`];
}

function failureLines({ failures }: Summary): string[] {
  return failures.map(({ model, side, reason }) => `${model}, ${side}: ${reason.split("\n")[0]}`);
}

const verdict = (met: boolean): string => (met ? "yes" : "NO");
const seconds = (value: number): string => `${value.toFixed(2)} s`;
const thousands = (value: number): string => value.toLocaleString("en-GB");
