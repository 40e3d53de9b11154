import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { TABLES_WRITTEN } from "../../test/helpers/page-table.ts";

import { TableNotWrittenError, UnknownRecordingError } from "./errors.ts";
import { buildModel, filesOf, outdatedWith } from "./models.ts";
import { hardhat, ROOT, runRecorder } from "./programs.ts";
import { RECORDINGS, type Recording, type WrittenTables } from "./recordings.ts";
import { Snapshot } from "./snapshot.ts";

/** The recordings that the command line names, each once. @throws UnknownRecordingError */
export function recordingsNamed(args: readonly string[]): string[] {
  const known = Object.keys(RECORDINGS);
  if (args.length === 1 && args[0] === "--all") return known;
  const unknown = args.filter((name) => !Object.hasOwn(RECORDINGS, name));
  if (args.length === 0 || unknown.length > 0) throw new UnknownRecordingError(unknown, known);
  return [...new Set(args)];
}

/**
 * Builds the models of the named recordings, records their proofs, and writes the tables of their figures; with them those of other samples whose
 * model turns out to be another one now. All or nothing: when a step fails, every file is put back.
 * @param say what is begun, and each file that was changed
 */
export async function record(asked: readonly string[], say: (line: string) => void): Promise<void> {
  const models = [...new Set(asked.flatMap((name) => recordingOf(name).model ?? []))];
  const names = [...asked];
  const snapshot = new Snapshot(ROOT, await writable(asked, models));
  const told = new Set<string>();
  const tell = (): void => {
    for (const file of snapshot.changes().filter((each) => !told.has(each))) {
      told.add(file);
      say(`  wrote ${file}`);
    }
  };
  try {
    for (const model of models) {
      say(`${model}: build`);
      await buildModel(model);
      tell();
      for (const name of await outdatedWith(model)) {
        if (names.includes(name)) continue;
        say(`${model} is another model now: ${name} is recorded, too`);
        names.push(name);
      }
    }
    for (const name of names) {
      for (const recorder of recordingOf(name).recorders) {
        say(`${name}: ${"python" in recorder ? recorder.python : recorder.node}`);
        await runRecorder(recorder);
        tell();
      }
    }
    for (const tables of new Set(names.flatMap((name) => recordingOf(name).tables))) {
      say(`tables: ${tables.test}`);
      await writeTables(tables);
      tell();
    }
  } catch (error) {
    snapshot.restore();
    throw error;
  }
  say(told.size === 0 ? "nothing changed" : `${told.size} files changed; git diff shows them`);
}

/** Every committed file that may be written, of all recordings on the same models: which of them are made is not known before the build. */
async function writable(names: readonly string[], models: readonly string[]): Promise<string[]> {
  const recordings = Object.entries(RECORDINGS)
    .filter(([name, { model }]) => names.includes(name) || (model !== undefined && models.includes(model)))
    .map(([, recording]) => recording);
  return [
    ...(await Promise.all(models.map(filesOf))).flat(),
    ...recordings.flatMap(({ vectors }) => vectors.map((path) => `test/vectors/${path}`)),
    ...recordings.flatMap(({ tables }) => tables.flatMap(({ places }) => places.map(([page]) => page))),
  ];
}

/** Lets the test that compares the tables write them instead. @throws RecordingStepError, TableNotWrittenError */
async function writeTables({ test, places }: WrittenTables): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "record-"));
  try {
    const journal = join(folder, "tables");
    await writeFile(journal, "");
    await hardhat(["test", "mocha", test], { [TABLES_WRITTEN]: journal });
    const written = (await readFile(journal, "utf8")).split("\n");
    for (const [page, marker] of places)
      if (!written.includes(`${page} ${marker}`)) throw new TableNotWrittenError(page, marker, test);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function recordingOf(name: string): Recording {
  return RECORDINGS[name] as Recording;
}
