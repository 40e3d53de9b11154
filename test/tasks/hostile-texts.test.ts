import { expect } from "chai";
import { keccak256 } from "ethers";
import { config, network, tasks } from "hardhat";
import { ArgumentType } from "hardhat/types/arguments";
import type { Task } from "hardhat/types/tasks";

import { AUDIT_LINE_IDS } from "../../src/audit/line.ts";
import { modelDigest } from "../../src/context/model-digest.ts";
import type { StepResult } from "../../src/pipeline/report.ts";
import { loadModel } from "../../src/pipeline/model.ts";
import { openBuilt } from "../../src/pipeline/built.ts";
import { lineOf } from "../../scripts/conformance/action.ts";
import { tellWorld } from "../../scripts/web/tell.ts";
import { inspectText } from "../../tasks/ezkl/inspect/task-action.ts";
import { renderIndex } from "../../tasks/ezkl/report/page/index-page.ts";
import type { ModelReport } from "../../tasks/ezkl/report/report.ts";
import type { Currency } from "../../tasks/samples/chain/currency.ts";
import { firstLine } from "../../tasks/samples/deployed.ts";
import { RefusedError } from "../../tasks/samples/errors.ts";
import { formatChange } from "../../tasks/samples/format/money.ts";
import { VAULT } from "../../tasks/trading-vault/dapp.ts";
import { show } from "../../tasks/trading-vault/format/amount.ts";
import { sentenceOf } from "../../tasks/trading-vault/keeper/loop.ts";
import { CAUSES, type History } from "../../tasks/trading-vault/read/history.ts";
import type { State } from "../../tasks/trading-vault/read/state.ts";
import { flowsTable, holdersTable } from "../../tasks/trading-vault/show/ledger.ts";
import { termsTable as vaultTerms } from "../../tasks/trading-vault/show/terms.ts";
import { trackTable } from "../../tasks/trading-vault/show/track.ts";
import type { Vault } from "../../tasks/trading-vault/vault.ts";
import { ledgerTable } from "../../tasks/uniqueness-registry/show/ledger.ts";
import { standingLine } from "../../tasks/uniqueness-registry/show/standing.ts";
import { termsTable as registryTerms } from "../../tasks/uniqueness-registry/show/terms.ts";
import { tellAttacks } from "../../tasks/samples/attacks.ts";
import { close } from "../../tasks/singing-contest/close/task-action.ts";
import type { RememberedContest } from "../../tasks/singing-contest/memory.ts";
import { refund } from "../../tasks/singing-contest/refund/task-action.ts";
import { renderAudit } from "../../tasks/ezkl/audit/report/page.ts";
import { auditText } from "../../tasks/ezkl/audit/report/text.ts";
import type { AuditReport } from "../../tasks/ezkl/audit/report/report.ts";
import { report as doctorReport } from "../../tasks/ezkl/doctor/task-action.ts";
import { findingsText } from "../../tasks/ezkl/lint/task-action.ts";
import { published } from "../../tasks/ezkl/published/task-action.ts";
import { readFacts } from "../../tasks/ezkl/report/facts/model.ts";
import { renderModel } from "../../tasks/ezkl/report/page/model-page.ts";
import { tuneProgress } from "../../tasks/ezkl/tune/progress.ts";
import { openDraw } from "../../tasks/ezkl/tune/report/draw.ts";
import { renderReport } from "../../tasks/ezkl/tune/report/page.ts";
import { frontTable } from "../../tasks/ezkl/tune/summary.ts";
import { enter } from "../../tasks/singing-contest/enter/task-action.ts";
import { forward as forwardContest } from "../../tasks/singing-contest/forward/task-action.ts";
import { melody } from "../../tasks/singing-contest/melody/task-action.ts";
import { open } from "../../tasks/singing-contest/open/task-action.ts";
import { standings } from "../../tasks/singing-contest/standings/task-action.ts";
import { status as contestStatus } from "../../tasks/singing-contest/status/task-action.ts";
import { forHardhat, showResult, type TaskOutput } from "../../tasks/task-result.ts";
import { MESSAGES } from "../../tasks/ui/messages.ts";
import { terminalReporter } from "../../tasks/ui/reporter.ts";
import { line, styled, type Shown } from "../../tasks/ui/shown.ts";
import { keyValueTable, table } from "../../tasks/ui/table.ts";
import { workspaceOf } from "../../tasks/workspace.ts";
import { openStage, type DeskStage } from "../helpers/desk.ts";
import { FORGED, HOSTILE, WORST } from "../helpers/hostile-texts.ts";
import { madeUpRecord } from "../helpers/made-up-tuning.ts";
import { buildOnce } from "../helpers/task-answers.ts";
import { TERMS } from "../samples/singing-contest/tasks/stage.ts";

/** The codes of the styles that tasks use; nothing else that steers a terminal may be written. */
const OWN_STYLES = new RegExp(String.raw`\x1b\[(?:1|2|22|31|32|33|39)m`, "g");
const FORBIDDEN = new RegExp(
  String.raw`[\0-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\p{Cs}]` +
    String.raw`|[\ufe00-\ufe0f\u{e0000}-\u{e01ef}]`,
  "u",
);
/** NUL cannot be in a command line, nor in the name of a file. */
const ARGUMENT = WORST.replaceAll("\u0000", "");

/** In a page a new line is a space, and no text can begin one. */
function expectCleanPage(page: string): void {
  expectClean(page.replaceAll(`\n${FORGED}`, ` ${FORGED}`));
}

function expectClean(written: string): void {
  const found = FORBIDDEN.exec(written.replace(OWN_STYLES, ""));
  expect(
    found?.[0].codePointAt(0)?.toString(16),
    written.slice((found?.index ?? 40) - 40, found?.index),
  ).to.equal(undefined);
  for (const each of written.split("\n")) expect(each.trimStart().startsWith(FORGED), each).to.equal(false);
}

/** All that is written while something is done; nothing of it reaches the terminal. */
async function written(work: () => Promise<unknown>): Promise<string> {
  const { log, error: logError } = console;
  const out = Object.getOwnPropertyDescriptor(process.stdout, "write");
  const err = Object.getOwnPropertyDescriptor(process.stderr, "write");
  const before = process.exitCode;
  let text = "";
  const write = (piece: string | Uint8Array): boolean => ((text += piece.toString()), true);
  console.log = console.error = (...pieces: unknown[]) => void write(`${pieces.join(" ")}\n`);
  process.stdout.write = process.stderr.write = write;
  try {
    await work();
  } finally {
    Object.assign(console, { log, error: logError });
    restore(process.stdout, out);
    restore(process.stderr, err);
    process.exitCode = before;
  }
  return text;
}

function restore(stream: NodeJS.WriteStream, write: PropertyDescriptor | undefined): void {
  if (write === undefined) Reflect.deleteProperty(stream, "write");
  else Object.defineProperty(stream, "write", write);
}

/** A task's output as people and as programs get it. */
async function expectShown(text: Shown, json: Record<string, unknown> = { [WORST]: WORST }): Promise<void> {
  const output: TaskOutput = { json, text };
  expectClean(await written(async () => showResult(false, async () => output)));
  expectClean(await written(async () => showResult(true, async () => output)));
}

async function shown(work: Promise<TaskOutput>): Promise<void> {
  const { json, text } = await work;
  await expectShown(text, json);
}

/** Runs a task with hostile texts for all that it takes: it must refuse them, and may say so. */
async function refusesGiven(task: Task): Promise<void> {
  const given: Record<string, unknown> = {};
  for (const { name, type, defaultValue } of task.options.values())
    given[name] = isText(type) ? ARGUMENT : defaultValue;
  for (const { name, isVariadic } of task.positionalArguments)
    given[name] = isVariadic ? [ARGUMENT] : ARGUMENT;
  let failure: unknown;
  expectClean(await written(async () => task.run(given).catch((error: unknown) => (failure = error))));
  if (!(failure instanceof Error)) throw new Error(`${task.id.join(" ")} took hostile texts`);
  expectClean(failure.message);
  expectClean(failure.stack ?? "");
}

function isText(type: ArgumentType): boolean {
  return [
    ArgumentType.STRING,
    ArgumentType.STRING_WITHOUT_DEFAULT,
    ArgumentType.FILE,
    ArgumentType.FILE_WITHOUT_DEFAULT,
  ].includes(type);
}

/** The same with hostile texts after each of its strings, but for those that are words of the program's own. */
function poisoned<T>(value: T, own: readonly string[] = []): T {
  if (typeof value === "string") return `${value} ${WORST}` as T;
  if (Array.isArray(value)) return value.map((item: unknown) => poisoned(item, own)) as T;
  if (value instanceof Map)
    return new Map(
      [...value].map(([key, item]) => [poisoned(key as unknown), poisoned(item as unknown, own)]),
    ) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [
      key,
      own.includes(key) ? item : poisoned(item, own),
    ]),
  ) as T;
}

/** A symbol as a chain can hold it. */
const SYMBOL = ARGUMENT.replace("\ud800", "");

/** A registry takes names of 64 bytes. */
const SHORT_NAME = 40;

const AUDIT = poisoned<AuditReport>(
  {
    ...{ model: "m", passed: false, modelDigest: "d", codeHash: { built: "b", onChain: "c" }, chainId: "1" },
    ...{ address: "a", registry: "r", publisher: "p", engine: "e" },
    lines: AUDIT_LINE_IDS.map((id) => ({
      ...{ id, status: "fail", code: "EZKL_AUDIT_ONNX", detail: "d", expected: "e", found: "f" },
    })),
  },
  ["id", "status"],
);
const RECORD = poisoned(madeUpRecord(), [
  ...["metric", "status", "objective", "verifier", "engines", "engine", "visibility", "schemaVersion"],
]);
const STEP: StepResult = { cached: false, seconds: 1, failed: true, adopted: true, detail: WORST };

/** A person's terminal without one: what is written to it. */
async function told(work: (stream: NodeJS.WriteStream) => void): Promise<void> {
  const stream = { write: (text: string) => expectClean(text) } as unknown as NodeJS.WriteStream;
  work(stream);
}

async function tellSteps(): Promise<void> {
  await told((stream) => {
    const reporter = terminalReporter(stream);
    reporter.begin(WORST, "keys");
    reporter.progress?.(WORST, "keys", 1, 2);
    reporter.note(WORST, WORST);
    reporter.end(WORST, "keys", STEP);
  });
}

/** Text, list, number and file at once: what a message may take. */
const HOSTILE_ARGUMENT = Object.assign(new String(WORST), {
  ...{ join: () => WORST, map: (each: (text: string) => string) => HOSTILE.map(each), toFixed: () => WORST },
  ...{ ceremony: WORST, k: WORST, path: WORST, sha256: WORST },
});

const CURRENCY: Currency = {
  ...{ token: WORST, symbol: WORST, decimals: 6 },
  balanceOf: async () => 0n,
  format: (amount) => `${amount} ${WORST}`,
};

const outcomes = HOSTILE.map((text) => ({ attack: text, refusal: text }));

type Case = () => Promise<void>;
/** What the task shows is fed by another's line of the table, or by the messages and steps that all share; it must refuse what it is given. */
const REFUSES: readonly Case[] = [];

const ELSEWHERE = {
  contest: [
    ...["enter", "melody", "sing", "submit", "standings", "challenge", "reveal", "check", "close", "claim"],
    ...["refund", "status", "perform", "forward"],
  ],
  vault: [
    ...["deposit", "observe", "keeper", "status", "prove", "rebalance", "withdraw", "exit", "forward"],
    "backtest",
  ],
  registry: [
    ...["capture", "enroll", "move", "claim", "fund", "leave", "evict", "device list", "device add"],
    ...["device revoke", "status", "forward", "attack"],
  ],
};
const REFUSED_BY_SAMPLES = Object.fromEntries(
  Object.entries(ELSEWHERE).flatMap(([scope, verbs]) => verbs.map((verb) => [`${scope} ${verb}`, REFUSES])),
);

describe("hostile texts", function () {
  this.timeout(60_000);

  const workspace = workspaceOf(config);
  before(async () => Promise.all(["singing-judge", "trading-signal"].map(buildOnce)));

  it("are shown as texts by each way that a task has to show something", async () => {
    await expectShown(WORST);
    await expectShown([...HOSTILE, line(WORST, styled("green", WORST), WORST)]);
    await expectShown([table([...HOSTILE], [[...HOSTILE]]), keyValueTable({ [WORST]: HOSTILE })]);
    const told = Object.values(MESSAGES)
      .filter((message) => typeof message === "function")
      .map((message) =>
        (message as (...given: unknown[]) => Shown)(...Array.from({ length: 4 }, () => HOSTILE_ARGUMENT)),
      );
    for (const text of told) await expectShown(text);
    await tellSteps();
  });

  it("keep what was shown apart: an escape that a text only spells is no escape", async () => {
    const text = await written(async () =>
      showResult(false, async () => ({ json: {}, text: "\\u{1b} \u001b" })),
    );
    expect(text).to.equal("\\u{5c}u{1b} \\u{1b}\n");
  });

  it("in another's error are shown as texts too", () => {
    const error = forHardhat(new TypeError(WORST)) as Error;
    expectClean(`${error.message}\n${error.stack ?? ""}`);
    expect(error.stack).to.match(/\n {4}at /);
  });

  describe("of each task", () => {
    const CASES: Record<string, readonly Case[]> = {
      "ezkl init": REFUSES,
      "ezkl tune": [
        async () => expectShown(frontTable(RECORD)),
        async () => expectCleanPage(await renderReport(RECORD)),
        async () =>
          told((stream) => {
            const progress = tuneProgress(WORST, stream);
            const { reporter } = progress;
            progress.onProgress({ kind: "phase", phase: "scales", detail: WORST });
            reporter.begin(WORST, "keys");
            reporter.note(WORST, WORST);
            reporter.end(WORST, "keys", STEP);
            progress.stop(true);
          }),
      ],
      "ezkl build": [tellSteps],
      "ezkl prove": [async () => expectShown([keyValueTable({ [WORST]: HOSTILE, other: WORST })])],
      "ezkl verify": REFUSES,
      "ezkl deploy": REFUSES,
      "ezkl publish": REFUSES,
      "ezkl published": [async () => showPublished()],
      "ezkl revoke": REFUSES,
      "ezkl audit": [async () => expectShown(auditText(AUDIT)), async () => expectClean(renderAudit(AUDIT))],
      "ezkl lint": [
        async () => {
          const finding = { file: WORST, line: 1, contract: WORST, function: WORST, detail: WORST };
          await expectShown(findingsText([{ rule: "EZKL_LINT_UNPINNED", ...finding }]));
        },
      ],
      "ezkl inspect": [
        async () => {
          const built = poisoned(
            await openBuilt(workspace, await loadModel(workspace.paths, "trading-signal")),
          );
          const verifier = { contractName: WORST, runtimeBytes: 1, codeHash: WORST };
          await expectShown(inspectText(built, verifier));
        },
      ],
      "ezkl report": [async () => showReports()],
      "ezkl doctor": [
        async () => {
          const finding = { name: WORST, detail: WORST, remedy: WORST };
          const all = (["ok", "warning", "missing"] as const).map((status) => ({ status, ...finding }));
          await shown(Promise.resolve(doctorReport(all)));
        },
      ],
      "ezkl srs fetch": REFUSES,
      "ezkl srs import": REFUSES,
      "ezkl srs dev": REFUSES,
      "ezkl srs list": [async () => expectShown([table([WORST], [[MESSAGES.damaged(WORST)]])])],
      "ezkl store export": REFUSES,
      "ezkl clean": [async () => expectShown(MESSAGES.cleaned([...HOSTILE], 0, 0))],
      ...REFUSED_BY_SAMPLES,
      "contest open": [async () => playContest()],
      "vault create": [showVault],
      "registry create": [showRegistry],
      "vault attack": [async () => shown(Promise.resolve({ json: {}, ...tellAttacks(outcomes, WORST) }))],
      "registry rates": REFUSES,
      bench: REFUSES,
      "bench browser": REFUSES,
      "bench overhead": REFUSES,
      "bench scaling": REFUSES,
      conformance: [
        async () => expectShown(lineOf({ model: WORST, status: "fail", reason: WORST, fingerprint: WORST })),
      ],
      web: [async () => expectShown(tellWorld({ rpc: WORST, chainId: 1 }, WORST))],
    };
    /** Nothing that these are given is a text, or they would begin their work. */
    const NOT_ASKED = [
      "ezkl lint",
      "ezkl report",
      "ezkl doctor",
      "ezkl srs list",
      "ezkl clean",
      "registry rates",
      "vault backtest",
    ];
    const NOT_RUN = [...NOT_ASKED, "bench", "bench browser", "bench overhead", "bench scaling", "web"];
    const own = ownTasks();

    it("are asked for by this list, which has every task and no other", () => {
      expect([...own.keys()].sort()).to.deep.equal(Object.keys(CASES).sort());
    });

    for (const [id, task] of own)
      it(id, async () => {
        for (const each of CASES[id] ?? []) await each();
        if (!NOT_RUN.includes(id)) await refusesGiven(task);
      });
  });

  async function showReports(): Promise<void> {
    const facts = await readFacts(workspace, await loadModel(workspace.paths, "trading-signal"));
    const { dataflow, pinned } = facts;
    const layout = pinned && { ...pinned.layout, tensors: poisoned(pinned.layout.tensors, ["role", "type"]) };
    const report: ModelReport = {
      ...facts,
      dataflow: poisoned(dataflow, ["elementType"]),
      pinned: pinned && layout && { ...pinned, layout },
      tuning: RECORD,
      notBuilt: WORST,
      places: poisoned({ statement: "S", types: "t", input: "i" }),
      errors: { samples: 2, differences: [0.5, -0.25] },
      ...{ code: null, estimate: null, gas: [], sizes: [] },
    };
    expectClean(renderIndex([report]));
    expectCleanPage(await renderModel(report, await openDraw()));
  }

  /** What strangers write into a registry on a chain. */
  async function showPublished(): Promise<void> {
    const connection = await network.create();
    try {
      const { ethers } = connection;
      const registry = await ethers.deployContract("ModelRegistry");
      const verifier = await (await ethers.deployContract("TradingSignalVerifier")).getAddress();
      const codeHash = keccak256(await ethers.provider.getCode(verifier));
      const hash = codeHash.slice(2);
      const [publisher] = await ethers.getSigners();
      const release = {
        ...{ verifier, codeHash, licence: SYMBOL, cardUri: SYMBOL, ceremony: SYMBOL },
        ...{ modelDigest: modelDigest({ onnxSha256: hash, settingsSha256: hash }), srsSha256: codeHash },
        ...{ onnxSha256: codeHash, settingsSha256: codeHash },
      };
      const name = SYMBOL.slice(0, SHORT_NAME);
      await registry.publish(name, release);
      await shown(
        published(
          { model: name, registry: await registry.getAddress(), publisher: publisher?.address ?? "" },
          connection,
        ),
      );
    } finally {
      await connection.close();
    }
  }

  async function playContest(): Promise<void> {
    const stage: DeskStage<RememberedContest> = await openStage("hostile", 31337);
    const { desk } = stage;
    try {
      const { ethers } = desk.connection;
      const token = await ethers.deployContract("PracticeToken", [SYMBOL, SYMBOL, 6]);
      const verifier = await (await ethers.deployContract("SingingJudgeVerifier")).getAddress();
      await token.mint(await stage.address(1), 10n ** 12n);
      await shown(open({ ...TERMS, token: await token.getAddress(), fee: "1", verifier }, desk));
      await shown(enter({ account: "1" }, desk));
      await shown(forwardContest({ until: "draw" }, desk));
      await shown(melody({ ticket: "1" }, desk));
      await shown(contestStatus({}, desk));
      await shown(standings({}, desk));
      await shown(forwardContest({ until: "disputes-closed" }, desk));
      await shown(close({}, desk));
      await shown(refund({ ticket: "1" }, desk));
    } finally {
      await stage.close();
    }
  }

  /** Tables and sentences that hold the names of tokens. */
  async function showVault(): Promise<void> {
    const vault = { stable: CURRENCY, risk: CURRENCY, shares: CURRENCY, feedDecimals: 8 } as unknown as Vault;
    const flows = Object.fromEntries(CAUSES.map((cause) => [cause, { stable: 1n, risk: -1n }]));
    const entry = { epoch: 1n, targetPercent: 1, price: 1n, sharePrice: 1n, stableDelta: -1n, riskDelta: 1n };
    const history = { flows, held: { stable: 1n, risk: 1n }, track: [entry] } as unknown as History;
    const state = { stable: 1n, risk: 1n } as State;
    const terms = { slippage: 1, tradeCap: 1, minTrade: 1, keeperFee: 1n } as never;
    const ledger = { symbol: WORST, supply: 1n, holders: { [WORST]: 1n }, missing: 0n };
    await expectShown([
      flowsTable(history, state, vault),
      trackTable(history.track, vault),
      holdersTable([ledger, ledger], vault, { [WORST]: WORST }),
      keyValueTable(vaultTerms({ terms, dormantAfter: 1n, stable: CURRENCY })),
      sentenceOf({ kind: "waiting", epoch: 1n, why: WORST, remedy: WORST }, vault),
      `${show(CURRENCY, 1n, "stable")}; ${formatChange(CURRENCY, 1n, 2n)}; ${firstLine(new Error(WORST))}`,
    ]);
    expectClean(new RefusedError(VAULT, WORST, { what: WORST, remedy: WORST }).message);
  }

  async function showRegistry(): Promise<void> {
    const terms = { payout: 1n, period: 1n, threshold: 1n, moveThreshold: 1n, moveDelay: 1n } as never;
    await expectShown([
      keyValueTable(registryTerms({ terms, token: CURRENCY })),
      ledgerTable({ funded: 1n, paid: 1n, pool: 1n, adds: true }, CURRENCY),
      standingLine(
        { token: CURRENCY },
        { account: WORST, balance: 1n, enrolment: undefined },
        {} as never,
        1n,
      ),
    ]);
  }
});

/** Every task of this project that does something, by what is typed to run it. */
function ownTasks(): ReadonlyMap<string, Task> {
  const plugins = ["hardhat-ezkl", "singing-contest", "trading-vault", "uniqueness-registry", undefined];
  const found = new Map<string, Task>();
  const walk = (task: Task): void => {
    if (!task.isEmpty && plugins.includes(task.pluginId)) found.set(task.id.join(" "), task);
    for (const inner of task.subtasks.values()) walk(inner);
  };
  for (const task of tasks.rootTasks.values()) walk(task);
  return found;
}
