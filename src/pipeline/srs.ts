import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";

import type { Engine } from "../engine/engine.ts";
import { adoptSrs } from "../srs/adopt.ts";
import type { SrsFile } from "../srs/file.ts";
import { findCeremony, type PinnedSrs } from "../srs/find-ceremony.ts";
import { ceremonyIn, checkDigest, checkLength, recordedDigest } from "../srs/open.ts";
import { devSrs, projectSrs, type SrsChoice, type SrsPlaces } from "../srs/places.ts";
import { publishedDigest } from "../srs/published.ts";

import { asDiskFull, isFile, removeTemporaries, temporaryBeside } from "./files.ts";
import { withLock } from "./lock.ts";

/** Which SRS a build asks for. */
export interface SrsRequest {
  /** The model's own setting. */
  choice?: SrsChoice | undefined;
  /** What the model's manifest says. */
  pinned?: PinnedSrs | undefined;
  /** What is there now is taken, whatever the manifest says of bytes and size; a ceremony stays a ceremony. */
  anew?: boolean;
}

/**
 * The SRS for circuits of 2^k rows.
 *
 * - Nothing chosen: the project's `kzg<k>.srs`, whatever it is; else of the ceremony that the manifest names; else a dev SRS of the
 *   user's, made now when there is none. Whoever makes a dev SRS could forge proofs under it: it is for local chains only.
 * - A ceremony chosen: the project's file when it is of that ceremony, else one that was fetched or imported. A dev SRS never stands in.
 *
 * The engine makes keys from a damaged SRS without a word, so a file is compared with what is recorded of it first: the project's with
 * the manifest, others with the digest written beside them, published ones with the published digest.
 * @throws SrsDamagedError, SrsInvalidError, CeremonyMissingError
 */
export async function ensureSrs(
  engine: () => Promise<Engine>,
  places: SrsPlaces,
  k: number,
  request: SrsRequest = {},
): Promise<SrsFile> {
  const { pinned, anew = false } = request;
  const chosen = request.choice ?? places.choice;
  const own = projectSrs(places, k);
  if (await isFile(own)) {
    const srs = await openOwn(own, k, chosen, request);
    if (srs !== undefined) return srs;
  }
  const choice = chosen ?? pinned?.ceremony ?? "dev";
  return choice === "dev"
    ? ensureDevSrs(engine, places, k)
    : findCeremony(places, k, choice, anew ? undefined : pinned);
}

/** The user's dev SRS, made now when there is none. @throws SrsDamagedError */
export async function ensureDevSrs(
  engine: () => Promise<Engine>,
  places: SrsPlaces,
  k: number,
): Promise<SrsFile> {
  const path = devSrs(places, k);
  if (await isFile(path)) return openDev(path, k);
  await mkdir(dirname(path), { recursive: true });
  return withLock(`${path}.lock`, async () => {
    if (!(await isFile(path))) await makeSrs(await engine(), path, k);
    return openDev(path, k);
  });
}

/** The project's own file; undefined when another kind was chosen. */
async function openOwn(
  path: string,
  k: number,
  chosen: SrsChoice | undefined,
  { pinned, anew = false }: SrsRequest,
): Promise<SrsFile | undefined> {
  const remedy = "restore it from version control, or take it on purpose: build --force";
  await checkLength(path, k, remedy);
  const ceremony = await ceremonyIn(path, k);
  const kind = ceremony === undefined ? "dev" : "ceremony";
  if (chosen !== undefined && chosen !== kind && chosen !== ceremony) return undefined;
  const isPinned = !anew && pinned?.k === k && (chosen === undefined || pinned.ceremony === ceremony);
  const sha256 = await checkDigest(path, [isPinned ? pinned.sha256 : undefined], remedy);
  if (ceremony === undefined) return { kind: "dev", k, path, sha256 };
  const vouched = [
    publishedDigest(ceremony, k),
    await recordedDigest(path),
    isPinned ? pinned.sha256 : undefined,
  ];
  // Anybody can write a ceremony's [tau]G2 under points of his own.
  if (!vouched.includes(sha256)) await (await import("../srs/check.ts")).checkSrs(path, k);
  return { kind: "ceremony", ceremony, k, path, sha256 };
}

async function openDev(path: string, k: number): Promise<SrsFile> {
  const remedy = "remove it: the next build makes another, and new keys with it";
  await checkLength(path, k, remedy);
  const sha256 = await checkDigest(path, [await recordedDigest(path)], remedy);
  return { kind: "dev", k, path, sha256 };
}

async function makeSrs(engine: Engine, path: string, k: number): Promise<void> {
  await removeTemporaries(path);
  const temporary = temporaryBeside(path);
  try {
    await engine.srs({ k, srs: temporary });
    await adoptSrs(temporary, path);
  } catch (error) {
    throw asDiskFull(error, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
