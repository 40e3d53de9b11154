import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The real ceremony file that the tests carry: see its README. */
export const HERMEZ_PTAU = fileURLToPath(
  new URL("../../vectors/srs/powersOfTau28_hez_final_08.ptau", import.meta.url),
);
/** Of what the conversion of it for k=8 must be. */
export const HERMEZ_SRS_SHA256 = "4b67ff25b9c00ffc5557f907d0c22cbfe6f4a75a41e5a16cffe199fb50105664";

export interface Folder {
  path(name: string): string;
  read(name: string): Promise<Buffer>;
  write(name: string, content: Uint8Array): Promise<string>;
}

/** Gives each test a folder of its own and removes it. */
export function useFolder(): Folder {
  let root = "";
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "hardhat-ezkl-srs-"));
  });
  afterEach(async () => rm(root, { recursive: true, force: true }));
  const path = (name: string): string => join(root, name);
  return {
    path,
    read: async (name) => readFile(path(name)),
    write: async (name, content) => {
      await writeFile(path(name), content);
      return path(name);
    },
  };
}
