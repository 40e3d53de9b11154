import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The content of files and folders, kept in memory to find out what changed and to put it back. */
export class Snapshot {
  readonly #root: string;
  readonly #paths: readonly string[];
  #files: ReadonlyMap<string, Buffer>;

  /** @param paths of files and folders, from `root`; one that is not there yet may be made later */
  constructor(root: string, paths: readonly string[]) {
    this.#root = root;
    this.#paths = paths;
    this.#files = this.#read();
  }

  /** What was added, changed or removed since the snapshot was taken, in order of the names. */
  changes(): string[] {
    const now = this.#read();
    return [...new Set([...this.#files.keys(), ...now.keys()])]
      .filter((file) => {
        const [before, after] = [this.#files.get(file), now.get(file)];
        return before === undefined || after === undefined || !before.equals(after);
      })
      .sort();
  }

  /** Puts every file back, and removes those that were not there. */
  restore(): void {
    for (const file of this.changes()) {
      const path = join(this.#root, file);
      const content = this.#files.get(file);
      if (content === undefined) {
        rmSync(path);
        continue;
      }
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
  }

  #read(): Map<string, Buffer> {
    return new Map(
      this.#paths
        .flatMap((path) => this.#filesIn(path))
        .map((file) => [file, readFileSync(join(this.#root, file))]),
    );
  }

  #filesIn(path: string): string[] {
    const stats = statSync(join(this.#root, path), { throwIfNoEntry: false });
    if (stats === undefined) return [];
    if (!stats.isDirectory()) return [path];
    return readdirSync(join(this.#root, path)).flatMap((name) => this.#filesIn(join(path, name)));
  }
}
