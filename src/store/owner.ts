import { stat } from "node:fs/promises";
import { join } from "node:path";

const WRITABLE_BY_OTHERS = 0o002;
const WRITABLE_BY_GROUP = 0o020;
const ROOT = 0;

/** Numbers of an account and of its first group; Windows has none. */
export interface Account {
  uid: number | undefined;
  gid: number | undefined;
}

/**
 * Why the files of a store's folder may be another account's doing; undefined where only this account and the system's administrator can put any there.
 * A group may write where it is this account's own first group, as it is under the usual umask of a personal group.
 */
export async function foreignStore(
  directory: string,
  { uid, gid }: Account = { uid: process.getuid?.(), gid: process.getgid?.() },
): Promise<string | undefined> {
  if (uid === undefined) return undefined; // Windows: a user's folders are theirs by default.
  for (const path of [directory, join(directory, "index"), join(directory, "objects")]) {
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) continue;
    if (found.uid !== uid && found.uid !== ROOT) return `${path} belongs to another account`;
    const open = (found.mode & WRITABLE_BY_OTHERS) !== 0;
    if (open || ((found.mode & WRITABLE_BY_GROUP) !== 0 && found.gid !== gid))
      return `other accounts may write into ${path}`;
  }
  return undefined;
}
