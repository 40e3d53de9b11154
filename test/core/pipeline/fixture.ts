import type { EngineVersion } from "../../../src/engine/engine.ts";
import { NativeEngine } from "../../../src/engine/native/engine.ts";
import { userCacheDir } from "../../../src/pipeline/cache-dir.ts";
import { Sandbox } from "./sandbox.ts";

let built: Promise<Sandbox> | undefined;

/** A sandbox with the model `tiny` (engine 21.0.0, public inputs, context) built, made once for all test files; never change it, copy it. */
export async function tinyBuild(): Promise<Sandbox> {
  built ??= make();
  return built;
}

async function make(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  process.once("exit", () => sandbox.removeNow());
  await sandbox.write("tiny", { inputVisibility: "public" });
  await sandbox.build("tiny");
  return sandbox;
}

/** Gives each test a sandbox of its own, made by `from`, and removes it. */
export function useSandbox(from: () => Promise<Sandbox>): () => Sandbox {
  let sandbox: Sandbox | undefined;
  beforeEach(async () => {
    sandbox = await from();
  });
  afterEach(async () => {
    await sandbox?.remove();
    sandbox = undefined;
  });
  return () => {
    if (sandbox === undefined) throw new Error("only inside a test");
    return sandbox;
  };
}

/**
 * One engine process a release for all tests of a block, which otherwise start one for each build and each proof: where processes are not what is tested.
 * @returns gives a sandbox's builds and proofs the block's engines
 */
export function useEngines(): (sandbox: Sandbox) => Sandbox {
  const engines = new Map<EngineVersion, Promise<NativeEngine>>();
  const open = async (version: EngineVersion): Promise<NativeEngine> => {
    const known = engines.get(version);
    if (known !== undefined) return known;
    const opened = NativeEngine.open({ cacheDir: userCacheDir(), version });
    engines.set(version, opened);
    return opened;
  };
  after(async () => {
    for (const engine of engines.values()) await (await engine).close();
  });
  return (sandbox) => {
    sandbox.workspace.engine = open;
    return sandbox;
  };
}

export async function copyOfTiny(): Promise<Sandbox> {
  return (await tinyBuild()).copy();
}
