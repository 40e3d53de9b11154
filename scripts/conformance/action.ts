import { readdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import type { EngineVersion } from "../../src/engine/engine.ts";
import { ENGINE_VERSIONS } from "../../src/engine/versions.ts";
import { EngineTimeoutError } from "../../src/errors/engine.ts";
import { EzklError } from "../../src/errors/base.ts";
import { FileMissingError, InputInvalidError } from "../../src/errors/pipeline.ts";
import { isFile, sha256 } from "../../src/pipeline/files.ts";
import { silentReporter } from "../../src/pipeline/report.ts";
import type { Workspace } from "../../src/pipeline/workspace.ts";
import { forHardhat } from "../../tasks/task-result.ts";
import { workspaceOf } from "../../tasks/workspace.ts";

import { runBare } from "./bare.ts";
import { readRows, writeRows, type Row } from "./results.ts";
import { runModel } from "./run-model.ts";
import { print } from "../../tasks/ui/shown.ts";

interface Arguments {
  directory: string;
  json?: string;
  engine: string;
  maxSeconds: number;
  only?: string;
  visibility: string;
  context: boolean;
  fresh: boolean;
}

/** Raised when what a row was made by changes in a way that makes old rows worthless. */
const REPORT_VERSION = 1;

const action: NewTaskActionFunction<Arguments> = async (args, hre) => {
  try {
    await conformance(args, hre);
  } catch (error) {
    throw forHardhat(error);
  }
};

async function conformance(args: Arguments, hre: HardhatRuntimeEnvironment): Promise<void> {
  const version = ENGINE_VERSIONS.find((known) => known === args.engine);
  if (version === undefined) {
    throw new InputInvalidError(
      "--engine",
      `"${args.engine}" is no engine release`,
      `use ${ENGINE_VERSIONS.join(" or ")}`,
    );
  }
  const directory = resolve(args.directory);
  const names = await modelFolders(directory, args.only);
  const variant = [version, args.visibility, ...(args.context ? ["context"] : [])].join("-");
  const home = join(hre.config.paths.root, ".conformance", variant);
  const report = args.json === undefined ? join(home, "report.json") : resolve(args.json);
  const resumed = join(home, "report.json");
  if (args.fresh) await rm(home, { recursive: true, force: true });
  const earlier = await readRows(resumed);
  const workspace = workspaceIn(hre, home, args.maxSeconds);
  const connection = await hre.network.create("conformance");
  const rows: Row[] = [];
  try {
    for (const name of names) {
      const source = join(directory, name);
      const fingerprint = await fingerprintOf(source, variant, args.maxSeconds);
      const known = earlier.get(name);
      const row =
        known?.fingerprint === fingerprint && known.status !== "fail"
          ? known
          : await runOne(connection, workspace, { name, source, version, fingerprint, home, args });
      print(`${lineOf(row)}${row === known ? "  (from an earlier run)" : ""}`);
      rows.push(row);
      earlier.set(name, row);
      await writeRows(resumed, [...earlier.values()]);
      if (report !== resumed) await writeRows(report, rows);
    }
  } finally {
    await connection.close();
  }
  const count = (status: Row["status"]): number => rows.filter((row) => row.status === status).length;
  print(["", `${count("pass")} pass, ${count("skip")} skip, ${count("fail")} fail; report: ${report}`]);
  if (count("fail") > 0) process.exitCode = 1;
}

interface OneModel {
  name: string;
  source: string;
  version: EngineVersion;
  fingerprint: string;
  home: string;
  args: Arguments;
}

/** A failure of ours is a skip only where the bare engine fails as well. */
async function runOne(connection: NetworkConnection, workspace: Workspace, one: OneModel): Promise<Row> {
  const { name, source, version, fingerprint, home, args } = one;
  try {
    const figures = await runModel({
      workspace,
      connection,
      name,
      source,
      version,
      visibility: args.visibility,
      context: args.context,
    });
    return { model: name, status: "pass", reason: "", fingerprint, ...figures };
  } catch (error) {
    const ours = error instanceof EzklError ? `${error.code}: ${error.what}` : String(error);
    const bare = await runBare({
      cacheDir: workspace.cacheDir,
      version,
      modelDir: source,
      outDir: join(home, "bare"),
      srsDir: join(workspace.cacheDir, "srs", "dev"),
      options: { runArgs: { input_visibility: args.visibility } },
      maxSeconds: error instanceof EngineTimeoutError ? args.maxSeconds * 2 : args.maxSeconds,
    });
    await rm(join(home, "bare"), { recursive: true, force: true });
    if (typeof bare === "string") return { model: name, status: "skip", reason: bare, ours, fingerprint };
    if (!bare.verified)
      return {
        model: name,
        status: "skip",
        reason: "the bare engine's own proof does not verify",
        ours,
        fingerprint,
      };
    if (error instanceof EngineTimeoutError && bare.wallSeconds > args.maxSeconds * 0.9) {
      return {
        model: name,
        status: "skip",
        reason: `the bare engine needs ${bare.wallSeconds.toFixed(0)} s`,
        ours,
        fingerprint,
      };
    }
    return { model: name, status: "fail", reason: ours, fingerprint };
  }
}

function workspaceIn(hre: HardhatRuntimeEnvironment, home: string, maxSeconds: number): Workspace {
  const workspace = workspaceOf(hre.config, silentReporter);
  return {
    ...workspace,
    timeoutSeconds: maxSeconds,
    // Made once for all models of a size: not what a model's time is about.
    srsTimeoutSeconds: 3600,
    srs: { ...workspace.srs, project: join(home, "no-project-srs") },
    paths: {
      models: [join(home, "models")],
      output: join(home, "output"),
      generated: join(home, "generated"),
      types: join(home, "types"),
    },
  };
}

async function modelFolders(directory: string, only: string | undefined): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => {
    throw new FileMissingError("the folder of models", directory);
  });
  const wanted = only?.split(",");
  const names: string[] = [];
  for (const { name } of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (wanted !== undefined && !wanted.includes(name)) continue;
    if (await isFile(join(directory, name, "network.onnx"))) names.push(name);
  }
  if (names.length === 0) throw new FileMissingError("a model folder with network.onnx", directory);
  return names;
}

async function fingerprintOf(source: string, variant: string, maxSeconds: number): Promise<string> {
  const files = await Promise.all(
    ["network.onnx", "input.json"].map(async (file) =>
      sha256(await readFile(join(source, file)).catch(() => Buffer.alloc(0))),
    ),
  );
  return sha256(JSON.stringify([REPORT_VERSION, variant, maxSeconds, ...files])).slice(0, 16);
}

export function lineOf(row: Row): string {
  const head = `${row.status.padEnd(4)}  ${row.model.padEnd(28)}`;
  if (row.status !== "pass") return `${head}  ${row.reason.split("\n")[0]}`;
  const figures = row as Row & Record<string, number>;
  return [
    `${head}  k=${String(figures["k"]).padEnd(2)}`,
    `build ${Number(figures["buildSeconds"]).toFixed(1)} s`,
    `prove ${Number(figures["proveSeconds"]).toFixed(1)} s`,
    `proof ${figures["proofBytes"]} B`,
    `verifier ${figures["verifierBytes"]} B${row["fitsEip170"] === true ? "" : " (over EIP-170)"}`,
    `gas ${figures["gas"]}`,
  ].join("  ");
}

export default action;
