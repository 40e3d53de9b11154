import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { NativeEngine } from "../../src/engine/native/engine.ts";
import { EzklError } from "../../src/errors/base.ts";
import type { Sandbox } from "../../test/core/pipeline/sandbox.ts";

import { under } from "./random.ts";
import { fileDigests } from "./visible.ts";

const OUTPUT = "cache/ezkl/tiny";
const SRS = "srs/kzg9.srs";

interface Artifact {
  file: string;
  /** The same of another model, or another SRS. */
  other: string;
  /** What `prove` does: refuses, makes the file again by itself, or has no use for it. */
  prove: "refuses" | "mends" | "has no use";
  /** What `build` does: makes it again, or refuses because it is committed and nobody else's to mend. */
  build: "mends" | "refuses";
}

const outputs = (
  ["circuit.onnx", "network.ezkl", "vk.key", "pk.key", "engine-verifier.sol", "state.json"] as const
).map((name): Artifact => ({
  file: `${OUTPUT}/${name}`,
  other: `cache/ezkl/other/${name}`,
  prove: name === "circuit.onnx" ? "mends" : name === "engine-verifier.sol" ? "has no use" : "refuses",
  build: "mends",
}));

export const ARTIFACTS: readonly Artifact[] = [
  ...outputs,
  {
    file: "contracts/generated/tiny/TinyVerifier.sol",
    other: "contracts/generated/other/OtherVerifier.sol",
    prove: "has no use",
    build: "mends",
  },
  {
    file: "contracts/generated/tiny/TinyStatement.sol",
    other: "contracts/generated/other/OtherStatement.sol",
    prove: "has no use",
    build: "mends",
  },
  { file: "types/ezkl/tiny.ts", other: "types/ezkl/other.ts", prove: "has no use", build: "mends" },
  {
    file: "models/tiny/settings.json",
    other: "models/other/settings.json",
    prove: "refuses",
    build: "refuses",
  },
  {
    file: "models/tiny/network.onnx",
    other: "models/other/network.onnx",
    prove: "refuses",
    build: "refuses",
  },
  {
    file: "models/tiny/model.lock.json",
    other: "models/other/model.lock.json",
    prove: "refuses",
    build: "refuses",
  },
  { file: SRS, other: "other.srs", prove: "refuses", build: "refuses" },
];

export const DAMAGES = ["flipped", "cut short", "swapped"] as const;
export type Damage = (typeof DAMAGES)[number];

/** A model, another with other weights, and the SRS as a committed file. */
export async function prepareDamage(sandbox: Sandbox, otherOnnx: Uint8Array): Promise<void> {
  await sandbox.write("tiny", { inputVisibility: "public" });
  const { srs } = await sandbox.build("tiny");
  await mkdir(dirname(sandbox.path(SRS)), { recursive: true });
  await copyFile(srs.path, sandbox.path(SRS));
  await sandbox.write("other", { inputVisibility: "public" }, { "network.onnx": otherOnnx });
  await sandbox.build("other");
  const engine = await NativeEngine.open({ cacheDir: sandbox.workspace.cacheDir, version: "21.0.0" });
  await engine.srs({ k: 9, srs: sandbox.path("other.srs") });
  await engine.close();
}

/** Damages one file in one way, proves, builds, and says what did not go as it must. */
export async function damageOnce(
  sandbox: Sandbox,
  artifact: Artifact,
  damage: Damage,
  next: () => number,
): Promise<string[]> {
  const name = `${artifact.file} ${damage}`;
  const path = sandbox.path(artifact.file);
  const good = await readFile(path);
  const finished = await fileDigests(sandbox);
  const other = await readFile(sandbox.path(artifact.other));
  await writeFile(
    path,
    damage === "swapped"
      ? other
      : damage === "flipped"
        ? flipped(artifact, good, next)
        : good.subarray(0, under(good.length, next)),
  );

  const problems: string[] = [];
  const proved = await refusal(async () => sandbox.prove("tiny"));
  if ((proved === undefined) === (artifact.prove === "refuses"))
    problems.push(`prove: ${proved?.message ?? "not refused"}`);
  if (proved !== undefined && `${proved.what} ${proved.where} ${proved.remedy}`.length < 20)
    problems.push("prove does not say what is wrong");

  const built = await refusal(async () => sandbox.build("tiny"));
  // A manifest that still reads as one is written anew by a build: it is what builds make.
  const mayMend = artifact.build === "mends" || artifact.file.endsWith("lock.json");
  if (built === undefined && !mayMend) problems.push("build took it");
  if (built !== undefined && artifact.build === "mends") problems.push(`build: ${built.message}`);
  if (built !== undefined) await writeFile(path, good);
  const again = await refusal(async () => sandbox.build("tiny"));
  if (again !== undefined) problems.push(`build after it was restored: ${again.message}`);
  const present = await fileDigests(sandbox);
  for (const [file, digest] of finished)
    if (present.get(file) !== digest) problems.push(`${file} is not as before`);
  if ((await sandbox.leftovers()).length > 0) problems.push(`left ${(await sandbox.leftovers()).join(", ")}`);
  return problems.map((problem) => `${name}: ${problem}`);
}

/** What JSON says is not in every byte of it: where a flip is one in what it says. */
const MEANINGFUL = {
  "settings.json": '"num_rows":',
  "lock.json": '"vkSha256": "',
  "state.json": '"sha256": "',
};

function flipped({ file }: Artifact, good: Buffer, next: () => number): Uint8Array {
  const bytes = Buffer.from(good);
  const field = Object.entries(MEANINGFUL).find(([end]) => file.endsWith(end))?.[1] ?? "";
  const at = field === "" ? under(bytes.length, next) : bytes.indexOf(field) + field.length;
  bytes[at] = (bytes[at] as number) ^ 1;
  return bytes;
}

async function refusal(work: () => Promise<unknown>): Promise<EzklError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof EzklError) return error;
    throw error;
  }
}
