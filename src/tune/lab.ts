import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { parseSettings, type Settings } from "../artifacts/settings.ts";
import type { EngineVersion } from "../engine/engine.ts";
import { NativeEngine, type ProbeResult } from "../engine/native/engine.ts";
import { engineInput, type InputData } from "../pipeline/input.ts";
import type { Model } from "../pipeline/model.ts";
import type { Workspace } from "../pipeline/workspace.ts";

import { attempt, type Attempt } from "./attempt.ts";
import type { CircuitSpec } from "./circuit-spec.ts";

/** Tries circuits out: an engine process a release, files in one scratch folder. One try at a time. */
export class Lab {
  readonly #workspace: Workspace;
  readonly #model: Model;
  readonly #scratch: string;
  /** What the engine reads, by the name of the graph. */
  readonly #graphs: Map<string, string>;
  readonly #engines = new Map<EngineVersion, Promise<NativeEngine>>();

  constructor(workspace: Workspace, model: Model, scratch: string, graphs: Map<string, string>) {
    this.#workspace = workspace;
    this.#model = model;
    this.#scratch = scratch;
    this.#graphs = graphs;
  }

  path(name: string): string {
    return join(this.#scratch, name);
  }

  addGraph(graph: string, path: string): void {
    this.#graphs.set(graph, path);
  }

  onnx(graph: string): string {
    return this.#graphs.get(graph) as string;
  }

  async engine(version: EngineVersion): Promise<NativeEngine> {
    const known = this.#engines.get(version);
    if (known !== undefined) return known;
    const opened = this.openEngine(version);
    this.#engines.set(version, opened);
    return opened;
  }

  /** A process of its own, closed by the caller: for what is measured or may take too long. */
  async openEngine(
    version: EngineVersion,
    timeoutSeconds = this.#workspace.timeoutSeconds,
  ): Promise<NativeEngine> {
    return NativeEngine.open({
      cacheDir: this.#workspace.cacheDir,
      version,
      timeoutSeconds,
      srsTimeoutSeconds: this.#workspace.srsTimeoutSeconds,
      label: this.#model.name,
    });
  }

  /** gen_settings alone: rows, lookups and range checks of a circuit, before anything of it exists. */
  async settings(spec: CircuitSpec, file = this.path("settings.json")): Promise<Attempt<Settings>> {
    return attempt(async () => {
      const engine = await this.engine(spec.engine);
      await engine.settings({
        onnx: this.onnx(spec.graph),
        settings: file,
        inputVisibility: this.#model.config.inputVisibility,
        runArgs: spec.runArgs,
      });
      return parseSettings(await readFile(file, "utf8"), file);
    });
  }

  /** A circuit to run {@link probe} on. */
  async compile(spec: CircuitSpec): Promise<Attempt<{ settings: Settings; circuit: string }>> {
    const settings = await this.settings(spec);
    if (!settings.ok) return settings;
    const circuit = this.path("network.ezkl");
    return attempt(async () => {
      const engine = await this.engine(spec.engine);
      await engine.compile({ onnx: this.onnx(spec.graph), settings: this.path("settings.json"), circuit });
      return { settings: settings.value, circuit };
    });
  }

  /** Witnesses of inputs that {@link writeInputs} has laid down. */
  async probe(spec: CircuitSpec, circuit: string, inputs: readonly string[]): Promise<Attempt<ProbeResult>> {
    return attempt(async () => (await this.engine(spec.engine)).probe({ circuit, inputs }));
  }

  /** Input files as the engine reads them, context limbs included. */
  async writeInputs(samples: readonly InputData[], name = "sample"): Promise<string[]> {
    const paths = samples.map((_, index) => this.path(`${name}-${index}.json`));
    for (const [index, sample] of samples.entries())
      await writeFile(paths[index] as string, engineInput(this.#model, sample, undefined), { mode: 0o600 });
    return paths;
  }

  async close(): Promise<void> {
    const engines = [...this.#engines.values()];
    this.#engines.clear();
    for (const engine of engines) await (await engine.catch(() => undefined))?.close();
  }
}
