import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { CEREMONIES } from "../../../../src/srs/ceremonies.ts";
import { srsBytes } from "../../../../src/srs/format.ts";
import { listSrs } from "../../../../src/srs/list.ts";
import type { SrsPlaces } from "../../../../src/srs/places.ts";
import { showResult, type TaskOutput } from "../../../task-result.ts";
import { MESSAGES } from "../../../ui/messages.ts";
import { table } from "../../../ui/table.ts";
import { workspaceOf } from "../../../workspace.ts";

const action: NewTaskActionFunction<{ json: boolean }> = async ({ json }, hre) =>
  showResult(json, async () => list(workspaceOf(hre.config).srs));

/** Every SRS file here; exit code 1 when one is damaged. */
async function list(places: SrsPlaces): Promise<TaskOutput> {
  const files = await listSrs(places);
  const rows = files.map(({ kind, ceremony, k, place, path, sha256, problem }) => [
    ...[ceremony ?? kind, String(k), String(srsBytes(k)), place],
    ...[sha256 === undefined ? MESSAGES.damaged(problem ?? "") : `${sha256.slice(0, 16)}…`, path],
  ]);
  return {
    json: { files, ceremonies: CEREMONIES },
    text: [
      files.length === 0 ? MESSAGES.noSrs : table(["setup", "k", "bytes", "place", "sha-256", "file"], rows),
      table(
        ["known ceremony", "what it is"],
        CEREMONIES.map(({ name, title }) => [name, title]),
      ),
    ],
    failed: files.some(({ problem }) => problem !== undefined),
  };
}

export default action;
