import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { importSrs } from "../../../../src/srs/import.ts";
import type { SrsPlaces } from "../../../../src/srs/places.ts";
import { showResult, type TaskOutput } from "../../../task-result.ts";
import { showActivity } from "../../../ui/activity.ts";
import { MESSAGES } from "../../../ui/messages.ts";
import { workspaceOf } from "../../../workspace.ts";
import { readSize } from "../size.ts";

interface ImportArguments {
  file: string;
  k?: string;
  project: boolean;
  json: boolean;
}

const action: NewTaskActionFunction<ImportArguments> = async ({ json, ...args }, hre) =>
  showResult(json, async () => importFile(args, workspaceOf(hre.config).srs));

/** Imports a file, telling on stderr how far its check is. */
async function importFile(
  { file, k, project }: Omit<ImportArguments, "json">,
  places: SrsPlaces,
): Promise<TaskOutput> {
  const show = showActivity(process.stderr);
  let label: string = MESSAGES.readingSrs(file);
  show({ label: () => label, start: Date.now() });
  try {
    const imported = await importSrs(places, file, {
      k: k === undefined ? undefined : readSize(k),
      intoProject: project,
      onCheck: (size, share) => (label = MESSAGES.checkingSrs(size, share)),
    });
    return { json: { imported }, text: imported.flatMap(MESSAGES.srsReady) };
  } finally {
    show(undefined);
  }
}

export default action;
