import { getBytes, hexlify } from "ethers";
import { z } from "zod";

import { parseArtifact } from "../../../src/artifacts/parse.ts";

import { ACTS } from "./typed-data.ts";

const decimal = z
  .string()
  .regex(/^\d{1,78}$/, "expected a decimal number")
  .transform(BigInt);
const hex = (bytes: number) =>
  z.string().regex(new RegExp(`^0x[0-9a-fA-F]{${2 * bytes}}$`), `expected 0x and ${bytes} bytes`);
const address = hex(20);

const schema = z
  .object({
    version: z.literal(1),
    /** Where the image came from, in words. */
    source: z.string(),
    /** Patch and salt: private. */
    capture: hex(256).transform((text) => getBytes(text)),
    imageHash: decimal,
    account: address,
    registry: address,
    chainId: decimal,
    act: z.enum(ACTS),
    /** Unix seconds. */
    deadline: decimal,
    device: address,
    signature: hex(65),
  })
  .strict();

/** A capture and its device's word for it. The bytes never leave the machine: only the hash, the code and the signature are sent. */
export type SignedCapture = z.output<typeof schema>;

/** @param where the text's name in errors; @throws ArtifactMalformedError, ArtifactInvalidError */
export function parseSignedCapture(text: string, where: string): SignedCapture {
  return parseArtifact(schema, "capture", text, where);
}

/** As `parseSignedCapture` reads it. */
export function formatSignedCapture(signed: SignedCapture): string {
  const content = { ...signed, capture: hexlify(signed.capture) };
  const text = JSON.stringify(
    content,
    (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value),
    2,
  );
  return `${text}\n`;
}
