import { basename, dirname, join, resolve } from "node:path";

import { getBytes, hexlify } from "ethers";
import { z } from "zod";

import { parseArtifact } from "../../../src/artifacts/parse.ts";
import { isFile, readTextRequired } from "../../../src/pipeline/files.ts";
import { addressSchema } from "../../samples/memory.ts";
import { writePrivateFile } from "../private-file.ts";

import { ACTS } from "./typed-data.ts";

const decimal = z
  .string()
  .regex(/^\d{1,78}$/, "expected a decimal number")
  .transform(BigInt);
const hex = (bytes: number) =>
  z.string().regex(new RegExp(`^0x[0-9a-fA-F]{${2 * bytes}}$`), `expected 0x and ${bytes} bytes`);

const schema = z
  .object({
    version: z.literal(1),
    /** Where the image came from, in words. */
    source: z.string(),
    /** Patch and salt: private. */
    capture: hex(256).transform((text) => getBytes(text)),
    imageHash: decimal,
    account: addressSchema,
    registry: addressSchema,
    chainId: decimal,
    act: z.enum(ACTS),
    /** Unix seconds. */
    deadline: decimal,
    device: addressSchema,
    signature: hex(65),
  })
  .strict();

/** A capture and its device's word for it. The bytes never leave the machine: only the hash, the code and the signature are sent. */
export type SignedCapture = z.output<typeof schema>;

/** Folder that captures are written to when nothing else is said; it tells git to ignore it. */
export const CAPTURE_FOLDER = "captures";

/** @throws FileMissingError, ArtifactMalformedError, ArtifactInvalidError */
export async function readSignedCapture(path: string): Promise<SignedCapture> {
  const text = await readTextRequired(path, "the capture", "make one: npx hardhat registry capture");
  return parseArtifact(schema, "capture", text, path);
}

/** Writes a capture where only its owner can read it. @returns the absolute path */
export async function writeSignedCapture(path: string, signed: SignedCapture): Promise<string> {
  const file = resolve(path);
  const content = { ...signed, capture: hexlify(signed.capture) };
  const text = JSON.stringify(
    content,
    (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value),
    2,
  );
  await writePrivateFile(file, `${text}\n`);
  const ignore = join(dirname(file), ".gitignore");
  if (basename(dirname(file)) === CAPTURE_FOLDER && !(await isFile(ignore)))
    await writePrivateFile(ignore, "# Captures are private: none of them belongs in a repository.\n*\n");
  return file;
}
