import { commitFile, sha256File, writeFileAtomic } from "../pipeline/files.ts";

import { digestBeside } from "./open.ts";

/** Gives a finished SRS its name. The digest first: there is never a file that it does not vouch for. */
export async function adoptSrs(temporary: string, path: string): Promise<string> {
  const sha256 = await sha256File(temporary);
  await writeFileAtomic(digestBeside(path), `${sha256}\n`);
  await commitFile(temporary, path);
  return sha256;
}
