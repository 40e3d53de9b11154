import type { Manifest } from "../../src/artifacts/manifest.ts";

/** What a publisher says of a version: `ModelRelease` of contracts/interfaces/IModelRegistry.sol. */
export interface Release {
  verifier: string;
  codeHash: string;
  modelDigest: string;
  onnxSha256: string;
  settingsSha256: string;
  srsSha256: string;
  ceremony: string;
  licence: string;
  cardUri: string;
}

/** A release of what was built. */
export function releaseOf(
  { modelDigest, onnxSha256, settingsSha256, srs }: Manifest,
  { address, codeHash }: { address: string; codeHash: string },
  { licence = "", card = "" }: { licence?: string | undefined; card?: string | undefined },
): Release {
  return {
    verifier: address,
    codeHash,
    modelDigest,
    onnxSha256: `0x${onnxSha256}`,
    settingsSha256: `0x${settingsSha256}`,
    srsSha256: `0x${srs.sha256}`,
    ceremony: ceremonyOf(srs),
    licence,
    cardUri: card,
  };
}

/** Empty: a dev SRS. */
function ceremonyOf(srs: Manifest["srs"] & { ceremony?: string | undefined }): string {
  return srs.kind === "dev" ? "" : (srs.ceremony ?? "unnamed");
}

/** Whether a version says exactly what a release does. */
export function saysTheSame(release: Release, version: Release): boolean {
  return (Object.keys(release) as (keyof Release)[]).every((field) => release[field] === version[field]);
}
