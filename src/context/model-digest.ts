import { sha256 } from "@noble/hashes/sha2";
import { concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils";

import { canonicalSettings } from "../artifacts/canonical-settings.ts";
import { hexToWord, toHex } from "./hex.ts";

/**
 * The identity of a model that contracts pin: sha256("hardhat-ezkl/model/v1" || sha256(ONNX bytes) || sha256(canonical settings)).
 * @param hashes 64 hex digits each, as manifests hold them (no 0x)
 * @returns 0x and 32 bytes
 * @throws ContextArgumentError
 */
export function modelDigest({
  onnxSha256,
  settingsSha256,
}: {
  onnxSha256: string;
  settingsSha256: string;
}): string {
  const word = (argument: string, digits: string) =>
    hexToBytes(hexToWord(argument, `0x${digits}`, 32).slice(2));
  return toHex(
    sha256(
      concatBytes(
        utf8ToBytes("hardhat-ezkl/model/v1"),
        word("onnxSha256", onnxSha256),
        word("settingsSha256", settingsSha256),
      ),
    ),
  );
}

/** sha-256 of the canonical form of parsed settings, 64 hex digits: the same for two files that differ in stamp or layout only. */
export function settingsSha256(settings: Readonly<Record<string, unknown>>): string {
  return toHex(sha256(utf8ToBytes(canonicalSettings(settings)))).slice(2);
}
