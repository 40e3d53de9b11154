import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";

import { isIntact, sha256File } from "../../src/pipeline/files.ts";
import { readState } from "../../src/pipeline/state.ts";
import type { Sandbox } from "../../test/core/pipeline/sandbox.ts";

const OUTPUT = "cache/ezkl/tiny";
const OUTPUT_FILES: Record<string, string> = {
  circuit: "network.ezkl",
  vk: "vk.key",
  pk: "pk.key",
  source: "engine-verifier.sol",
};

/** sha-256 of every finished file of a build, by path; the state aside, which holds times. */
export async function fileDigests(sandbox: Sandbox): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  for (const file of await sandbox.files()) {
    if (isFinished(file) && !file.startsWith("store/"))
      digests.set(file, await sha256File(sandbox.path(file)));
  }
  return digests;
}

function isFinished(file: string): boolean {
  return !/state\.json$|\.tmp$|\.lock$|\.stale$|scratch-/.test(file);
}

/**
 * What is wrong with what a killed build left in sight: a file under a final name that is not the finished one, a state that vouches for
 * something that is not there, a manifest without all that it names, an object of the store that is not what its name says.
 */
export async function partial(sandbox: Sandbox, finished: ReadonlyMap<string, string>): Promise<string[]> {
  const problems: string[] = [];
  const present = await fileDigests(sandbox);
  for (const [file, digest] of present)
    if (finished.get(file) !== digest) problems.push(`${file} is not the finished one`);
  for (const [step, { outputs }] of Object.entries(await readState(sandbox.path(OUTPUT, "state.json")))) {
    for (const [output, record] of Object.entries(outputs)) {
      if (!(await isIntact(sandbox.path(OUTPUT, OUTPUT_FILES[output] ?? output), record)))
        problems.push(`the state vouches for ${output} of ${step}, which is not there`);
    }
  }
  if (present.has("models/tiny/model.lock.json") && present.size !== finished.size)
    problems.push("there is a manifest, and not all files");
  const objects = sandbox.path("store/objects");
  for (const name of await readdir(objects).catch(() => [])) {
    if (!name.endsWith(".tmp") && (await sha256File(join(objects, name))) !== name)
      problems.push(`the store's ${name} has another content`);
  }
  const index = sandbox.path("store/index");
  for (const name of (await readdir(index).catch(() => [])).filter((entry) => entry.endsWith(".json"))) {
    const { outputs } = JSON.parse(await readFile(join(index, name), "utf8")) as {
      outputs: Record<string, { sha256: string }>;
    };
    for (const { sha256 } of Object.values(outputs)) {
      const found = await stat(join(objects, sha256)).catch(() => undefined);
      if (found === undefined)
        problems.push(`the store's ${basename(name)} names ${sha256}, which is not there`);
    }
  }
  return problems;
}
