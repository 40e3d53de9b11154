import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { fetchSrs } from "../../../../src/srs/fetch.ts";
import type { SrsPlaces } from "../../../../src/srs/places.ts";
import { showResult, type TaskOutput } from "../../../task-result.ts";
import { showActivity } from "../../../ui/activity.ts";
import { MESSAGES } from "../../../ui/messages.ts";
import { workspaceOf } from "../../../workspace.ts";
import { readSize } from "../size.ts";

interface FetchArguments {
  k: string;
  url?: string;
  json: boolean;
}

const action: NewTaskActionFunction<FetchArguments> = async ({ k, url, json }, hre) =>
  showResult(json, async () => fetch(readSize(k), url, workspaceOf(hre.config).srs));

/** Fetches the published SRS for this k, telling on stderr how far it is. */
async function fetch(k: number, url: string | undefined, places: SrsPlaces): Promise<TaskOutput> {
  const show = showActivity(process.stderr);
  let [done, total] = [0, 0];
  show({ label: () => MESSAGES.downloading(k, done, total), start: Date.now() });
  try {
    const fetched = await fetchSrs(places, k, {
      url,
      onProgress: (bytes, all) => ([done, total] = [bytes, all]),
    });
    return { json: { ...fetched }, text: MESSAGES.srsReady(fetched) };
  } finally {
    show(undefined);
  }
}

export default action;
