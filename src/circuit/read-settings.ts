import type { ByteReader } from "./bytes.ts";
import type { CircuitGraph } from "./graph.ts";
import type { TableFunction } from "./op.ts";
import type { OpReader } from "./read-op.ts";
import { readVisibility } from "./read-op.ts";
import type { CircuitRelease } from "./release.ts";

type RunArgs = Pick<CircuitGraph, "decomposition" | "ignoresRangeChecks" | "lookupRange" | "logrows">;

/** The settings that are compiled into the circuit: the run arguments, and the tables that it needs. */
export function readCircuitSettings(
  read: ByteReader,
  ops: OpReader,
  release: CircuitRelease,
): RunArgs & { tables: TableFunction[] } {
  const runArgs = readRunArgs(read, release);
  const u64 = () => read.u64();
  const i32 = () => read.i32();
  // Rows, assignments, constants; dynamic lookups and shuffles.
  for (let count = 0; count < 8; count++) u64();
  if (release.writesEinsums) {
    // Each with the size of each of its letters; a letter is written as its UTF-8 bytes, and they are ASCII.
    read.list(16, () => [read.text(), read.list(9, () => [read.letter(), u64()])]);
    u64();
  }
  read.list(8, () => read.sizes());
  read.list(4, i32);
  read.list(4, i32);
  read.sizes();
  u64();
  read.sizes();
  const tables = read.list(4, () => ops.table());
  read.list(32, () => [read.i128(), read.i128()]);
  read.variant("a check mode", ["SAFE", "UNSAFE"]);
  const at = read.offset;
  const version = read.text();
  if (version !== read.version) read.fail(`it was compiled by "${version}"`, at);
  read.option(u64);
  read.option(() => read.i128());
  read.option(() => read.list(4, i32));
  read.option(() => read.list(4, i32));
  return { ...runArgs, tables };
}

function readRunArgs(read: ByteReader, release: CircuitRelease): RunArgs {
  read.i32();
  read.i32();
  if (release.writesRebaseScale) read.option(() => read.i32());
  read.u32();
  const lookupRange = [Number(read.i128()), Number(read.i128())] as const;
  const logrows = read.u32();
  read.u64();
  read.list(16, () => [read.text(), read.u64()]);
  for (let count = 0; count < 3; count++) readVisibility(read);
  read.bool();
  read.variant("a check mode", ["SAFE", "UNSAFE"]);
  if (!release.writesRebaseScale) read.option(() => read.variant("a commitment scheme", ["KZG", "IPA"]));
  const decomposition = { base: read.u64(), legs: read.u64() };
  read.bool();
  const ignoresRangeChecks = read.bool();
  if (release.writesRebaseScale) {
    read.option(() => read.f64());
    read.bool();
  }
  return { decomposition, ignoresRangeChecks, lookupRange, logrows };
}
