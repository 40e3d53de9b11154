import { execFileSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";

import { NativeEngine } from "../../src/engine/native/engine.ts";
import { EzklError } from "../../src/errors/base.ts";
import { devSrs } from "../../src/srs/places.ts";
import type { Sandbox } from "../../test/core/pipeline/sandbox.ts";

/** Where builds run out of room: before the circuit, in the keys, after them. */
const SIZES = ["8k", "64k", "600k", "2200k", "2300k"] as const;

/**
 * Builds on file systems that are too small, then with room.
 * @returns undefined where this process may not mount one
 */
export async function fillDisk(sandbox: Sandbox): Promise<{ count: number; failures: string[] } | undefined> {
  const manifest = await sandbox.text("models/tiny/model.lock.json");
  const output = sandbox.path("cache/ezkl");
  const failures: string[] = [];
  for (const size of SIZES) {
    await rm(output, { recursive: true, force: true });
    await mkdir(output, { recursive: true });
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", output], { stdio: "ignore" });
    } catch {
      return undefined;
    }
    try {
      const code = await codeOf(async () => sandbox.build("tiny", { skipPreflight: true }));
      if (code !== "EZKL_DISK_FULL") failures.push(`${size}: ${code}`);
      const left = await sandbox.leftovers();
      if (left.length > 0) failures.push(`${size}: left ${left.join(", ")}`);
      execFileSync("mount", ["-o", "remount,size=50m", output]);
      await sandbox.build("tiny");
      if ((await sandbox.text("models/tiny/model.lock.json")) !== manifest)
        failures.push(`${size}: another manifest`);
    } finally {
      execFileSync("umount", [output]);
    }
  }
  return { count: SIZES.length, failures };
}

/** Gives the engine itself, past all checks, what makes it panic, and too little memory. */
export async function panicEngine(sandbox: Sandbox): Promise<{ count: number; failures: string[] }> {
  const { cacheDir, srs } = sandbox.workspace;
  const good = await readFile(devSrs(srs, 9));
  const liar = Buffer.from(good);
  liar.writeUInt32LE(30);
  const failures: string[] = [];
  const given = sandbox.path("given.srs");
  const broken = {
    "cut short": good.subarray(0, 40_000),
    empty: Buffer.alloc(0),
    "of another size than it says": liar,
  };
  const request = {
    circuit: sandbox.path("cache/ezkl/tiny/network.ezkl"),
    srs: given,
    vk: sandbox.path("v"),
    pk: sandbox.path("p"),
  };
  const engine = await NativeEngine.open({ cacheDir, version: "21.0.0", timeoutSeconds: 60, label: "tiny" });
  for (const [what, bytes] of Object.entries(broken)) {
    await writeFile(given, bytes);
    const code = await codeOf(async () => engine.setup(request));
    if (code !== "EZKL_ENGINE_CRASHED" && code !== "EZKL_ENGINE_STEP")
      failures.push(`an SRS that is ${what}: ${code}`);
  }
  await engine.close();

  // Enough to start in, not for an SRS of 2^24 points.
  const starved = await NativeEngine.open({
    cacheDir,
    version: "21.0.0",
    timeoutSeconds: 60,
    memoryBytes: 1e9,
    label: "tiny",
  });
  const error = await starved.srs({ k: 24, srs: given }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  await starved.close();
  if (
    !(error instanceof EzklError) ||
    error.code !== "EZKL_ENGINE_CRASHED" ||
    !error.remedy.includes("memory")
  )
    failures.push(`too little memory: ${String(error)}`);
  return { count: Object.keys(broken).length + 1, failures };
}

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  return work().then(
    () => "not refused",
    (error: unknown) => (error instanceof EzklError ? error.code : String(error)),
  );
}
