import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { parseCloses, type DailyClose } from "../../../models/trading-signal/closes.ts";
import { loadModel } from "../../../src/pipeline/model.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { SIGNAL } from "../dapp.ts";

/** The real closes that practice plays, oldest first. @throws UnknownModelError, ClosesInvalidError */
export async function readCloses({ paths }: Pick<Workspace, "paths">): Promise<DailyClose[]> {
  const { directory } = await loadModel(paths, SIGNAL);
  const path = join(directory, "data", "eth-usd-close.csv");
  return parseCloses(await readFile(path, "utf8"), path);
}
