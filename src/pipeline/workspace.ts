import type { Engine, EngineVersion } from "../engine/engine.ts";
import { isInstalled, environmentOf } from "../engine/native/environment.ts";
import { NativeEngine } from "../engine/native/engine.ts";

import type { SrsPlaces } from "../srs/places.ts";

import type { ProjectPaths } from "./model.ts";
import { reported, type Reporter } from "./report.ts";

/** Everything the pipeline needs to know about the project it works for; absolute paths throughout. */
export interface Workspace {
  paths: ProjectPaths;
  srs: SrsPlaces;
  cacheDir: string;
  /** What generated TypeScript imports the core from. */
  coreImport: string;
  /** Version of the compiler that the project compiles verifiers with, for the manifest. */
  solc?: string | undefined;
  /** That compiler's settings, without its output selection. */
  solcSettings?: Record<string, unknown> | undefined;
  timeoutSeconds: number;
  /** Where circuits and keys are kept by content; without one, in the models' folders alone. */
  store?: StoreOptions | undefined;
  /** For builds of many models in turn: one engine for all of them, closed by who opened it. */
  engine?: (version: EngineVersion) => Promise<Engine>;
  /** The same for making an SRS; default: `timeoutSeconds`. */
  srsTimeoutSeconds?: number;
  reporter: Reporter;
}

export interface StoreOptions {
  directory: string;
  /** A folder or URL that keys are taken from, never written to. */
  shared?: string | undefined;
  quotaBytes: number;
  /** A shared store that is silent for so long is given up; default 30 s. */
  idleMs?: number | undefined;
  /** What one file may take altogether; default: a minute, and a second for each 32 KiB. */
  overallMs?: number | undefined;
}

/** Opens the native engine at first use, so that a run in which everything is cached starts no process. */
export class LazyEngine {
  readonly #open: () => Promise<Engine>;
  readonly #installed: () => Promise<boolean>;
  #engine: Promise<Engine> | undefined;

  readonly #shared: boolean;

  constructor(workspace: Workspace, version: EngineVersion, label: string) {
    const { engine: shared } = workspace;
    this.#shared = shared !== undefined;
    this.#installed = async () => isInstalled(environmentOf(workspace.cacheDir, version));
    this.#open = async () => {
      if (shared !== undefined) return shared(version);
      const options = {
        cacheDir: workspace.cacheDir,
        version,
        timeoutSeconds: workspace.timeoutSeconds,
        srsTimeoutSeconds: workspace.srsTimeoutSeconds,
        label,
      };
      if (await this.#installed()) return NativeEngine.open(options);
      let engine: Engine | undefined;
      await reported(workspace.reporter, label, "engine", async () => {
        engine = await NativeEngine.open(options);
        return { cached: false };
      });
      return engine as Engine;
    };
  }

  readonly get = async (): Promise<Engine> => {
    this.#engine ??= this.#open();
    return this.#engine;
  };

  /** Starts an engine that is installed already, for work that is about to need it; fails in silence, the next `get` tells why. */
  async warmUp(): Promise<void> {
    if (await this.#installed()) await this.get().catch(() => undefined);
  }

  async close(): Promise<void> {
    const engine = this.#engine;
    this.#engine = undefined;
    if (!this.#shared) await (await engine?.catch(() => undefined))?.close();
  }
}
