import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { FileMissingError, InputInvalidError } from "../src/errors/pipeline.ts";
import { isFile } from "../src/pipeline/files.ts";

/** Names of the folders below `directory` that hold a network.onnx, sorted. @throws FileMissingError */
export async function modelFolders(directory: string): Promise<string[]> {
  const entries = await readdir(directory).catch(() => {
    throw new FileMissingError("the folder of models", directory);
  });
  const names: string[] = [];
  for (const name of entries.sort())
    if (await isFile(join(directory, name, "network.onnx"))) names.push(name);
  return names;
}

/** Those named in `only`, comma-separated; all without. @throws InputInvalidError when a name is unknown or none is left */
export function pick<Named extends { name: string }>(
  all: readonly Named[],
  only: string | undefined,
): Named[] {
  const known = all.map(({ name }) => name);
  const wanted = only?.split(",") ?? known;
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0 || wanted.length === 0) {
    const what =
      unknown.length > 0 ? `there is no model ${unknown.join(", ")}` : "no model is left to measure";
    throw new InputInvalidError("--only", what, `known are ${known.join(", ") || "none"}`);
  }
  return all.filter(({ name }) => wanted.includes(name));
}
