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

export async function copyOfTiny(): Promise<Sandbox> {
  return (await tinyBuild()).copy();
}
