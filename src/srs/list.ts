import { join } from "node:path";

import { EzklError } from "../errors/base.ts";

import { CEREMONIES } from "./ceremonies.ts";
import { openCeremony } from "./find-ceremony.ts";
import { srsFileName } from "./format.ts";
import { ceremonyIn, checkDigest, checkLength, recordedDigest } from "./open.ts";
import { sizesIn, srsFolders, type SrsPlaces } from "./places.ts";

/** An SRS file that is there. */
export interface ListedSrs {
  kind: "dev" | "ceremony";
  ceremony?: string;
  k: number;
  place: "project" | "cache";
  path: string;
  /** Undefined: damaged, see `problem`. */
  sha256?: string;
  problem?: string;
}

/** Every SRS file of the project and of the user, hashed and compared with what is recorded of it. */
export async function listSrs(places: SrsPlaces): Promise<ListedSrs[]> {
  const listed = (await sizesIn(places.project)).map(async (k) =>
    listOwn(join(places.project, srsFileName(k)), k),
  );
  for (const setup of ["dev", ...CEREMONIES.map(({ name }) => name)]) {
    const [project, cache] = srsFolders(places, setup);
    for (const [place, folder] of [
      ["project", project],
      ["cache", cache],
    ] as const) {
      // A dev SRS of the project stands in its folder itself.
      if (setup === "dev" && place === "project") continue;
      for (const k of await sizesIn(folder))
        listed.push(listNamed(setup, k, place, join(folder, srsFileName(k))));
    }
  }
  return Promise.all(listed);
}

async function listOwn(path: string, k: number): Promise<ListedSrs> {
  const read = await looked(async () => {
    await checkLength(path, k, "");
    return checkDigest(path, [await recordedDigest(path)], "");
  });
  const ceremony = read.problem === undefined ? await ceremonyIn(path, k) : undefined;
  const kind = ceremony === undefined ? "dev" : "ceremony";
  return { kind, ...(ceremony === undefined ? {} : { ceremony }), k, place: "project", path, ...read };
}

async function listNamed(
  setup: string,
  k: number,
  place: ListedSrs["place"],
  path: string,
): Promise<ListedSrs> {
  if (setup === "dev") return { ...(await listOwn(path, k)), kind: "dev", place };
  const read = await looked(async () => (await openCeremony({ ceremony: setup, k, path })).sha256);
  return { kind: "ceremony", ceremony: setup, k, place, path, ...read };
}

async function looked(read: () => Promise<string>): Promise<Pick<ListedSrs, "sha256" | "problem">> {
  try {
    return { sha256: await read() };
  } catch (error) {
    if (!(error instanceof EzklError)) throw error;
    return { problem: error.what };
  }
}
