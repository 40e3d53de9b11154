import { flushDisks } from "../flush.ts";

/** One thing to measure. */
export interface Side<Name extends string> {
  name: Name;
  /** Brings about the state it starts from; not timed. */
  before?: () => Promise<void>;
  /** Timed by wall clock, unless it returns seconds that it measured itself. */
  run: () => Promise<number | void>;
}

/** Runs all sides in turn, `runs` times over (A B C A B C …), and returns the seconds of each in the order of the runs. */
export async function interleave<Name extends string>(
  runs: number,
  sides: readonly Side<Name>[],
  onRun: (name: Name, run: number, seconds: number) => void,
): Promise<Record<Name, number[]>> {
  const seconds = Object.fromEntries(sides.map(({ name }) => [name, [] as number[]])) as Record<
    Name,
    number[]
  >;
  for (let run = 0; run < runs; run++) {
    for (const { name, before, run: work } of sides) {
      await before?.();
      await flushDisks();
      const start = performance.now();
      const measured = await work();
      const taken = measured ?? (performance.now() - start) / 1000;
      seconds[name].push(taken);
      onRun(name, run, taken);
    }
  }
  return seconds;
}
