import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { id, keccak256, type Result } from "ethers";

import { connect, deployCompiled, DEPLOYER, hardenedVerifier, INSTANCES, SCORES } from "./scorer.ts";
import { loadProof } from "./vectors.ts";

export const NAME = "scorer";
export const DAY = 86_400;
export const DELAY = 3 * DAY;

/** The two recorded versions of the scorer. */
export type Recorded = 1 | 2;

const folder = (version: Recorded) => `scorer-version-${version}`;

/** A real proof of one of the versions. */
export const versionProof = (version: Recorded, name: "alice-1" | "alice-2" | "bob-1") =>
  loadProof(folder(version), name);

/** Verifier of a version as users deploy it. */
export const versionVerifier = (version: Recorded) => hardenedVerifier(folder(version));

/** What a publisher says of a version, but for the verifier's address. */
export function releaseOf(version: Recorded) {
  const { provenance, context } = versionProof(version, "alice-1");
  const settings = readFileSync(new URL(`../vectors/${folder(version)}/settings.json`, import.meta.url));
  return {
    codeHash: keccak256(versionVerifier(version).runtime),
    modelDigest: context.modelDigest,
    onnxSha256: `0x${provenance.onnxSha256}`,
    settingsSha256: `0x${createHash("sha256").update(settings).digest("hex")}`,
    srsSha256: id("an SRS of one's own"),
    ceremony: "",
    licence: "MIT",
    cardUri: `https://example.org/scorer/${version}`,
  };
}

/** A version as the registry has it, word by word. */
export async function entryOf(
  registry: { versionOf(modelId: string, version: number): Promise<unknown> },
  modelId: string,
  version: number,
): Promise<Record<string, unknown>> {
  return ((await registry.versionOf(modelId, version)) as Result).toObject();
}

/** A chain with a registry, the verifiers of both versions, and people; nothing published yet. */
export async function openRegistry() {
  const connection = await connect();
  const { ethers } = connection;
  const registry = await ethers.deployContract("ModelRegistry");
  const releases = {
    1: { verifier: await deployCompiled(connection, versionVerifier(1)), ...releaseOf(1) },
    2: { verifier: await deployCompiled(connection, versionVerifier(2)), ...releaseOf(2) },
  };
  const signers = await ethers.getSigners();
  const [, alice, bob, mallory, publisher] = signers;
  const modelId = await registry.modelIdOf(publisher!.address, NAME);
  const publish = async (version: Recorded) =>
    (await registry.connect(publisher).publish(NAME, releases[version])).wait();
  return {
    connection,
    registry,
    releases,
    modelId,
    publish,
    publisher: publisher!,
    alice: alice!,
    bob: bob!,
    mallory: mallory!,
    deployer: signers[DEPLOYER]!,
  };
}

/** As `openRegistry`, both versions published, and a consumer that stands on the first, at the address that the recorded proofs name. */
export async function openRounds() {
  const world = await openRegistry();
  const { connection, registry, modelId, releases, publish, deployer: owner } = world;
  await publish(1);
  await publish(2);
  const pin = {
    registry,
    modelId,
    version: 1,
    verifierCodeHash: releases[1].codeHash,
    modelDigest: releases[1].modelDigest,
    upgradeDelay: DELAY,
  };
  const rounds = await connection.ethers.deployContract("VersionedRounds", [pin, INSTANCES, SCORES], owner);
  const { time } = connection.networkHelpers;
  return {
    ...world,
    owner,
    pin,
    rounds,
    time,
    /** Announces a version and lets the delay pass. */
    announceAndWait: async (version: number) => {
      await rounds.connect(owner).announceUpgrade(version);
      await time.increase(DELAY);
    },
  };
}
