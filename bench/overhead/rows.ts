import type { Measured } from "./measure.ts";
import { differences, median, quotients } from "../statistics.ts";

export type MeasureName = "build, library" | "build, task" | "rebuild" | "prove, library" | "prove, task";

/** One comparison, in seconds of wall time: medians over the runs. */
export interface Row {
  model: string;
  measure: MeasureName;
  ours: number;
  theirs: number;
  /** The median of ours / theirs within each run; for a rebuild what it takes beyond Hardhat, as a share of the cold build. */
  ratio: number;
  /** ours - theirs, the median of the differences within each run. */
  extraSeconds: number;
  /** The most that is allowed, as text. */
  target: string;
  met: boolean;
}

const MOST_RATIO = 1.05;
const MOST_REBUILD_SHARE = 0.02;
const MOST_REBUILD_SECONDS = 0.5;

/** The comparisons that the targets are about. */
export function rowsOf({ model, seconds }: Pick<Measured, "model" | "seconds">): Row[] {
  const engineRow = (measure: MeasureName, ours: number[], theirs: number[]): Row => {
    const ratio = median(quotients(ours, theirs));
    return {
      model,
      measure,
      ours: median(ours),
      theirs: median(theirs),
      ratio,
      extraSeconds: median(differences(ours, theirs)),
      target: `${MOST_RATIO}`,
      met: ratio <= MOST_RATIO,
    };
  };
  const extraSeconds = median(differences(seconds.taskRebuild, seconds.hardhatRebuild));
  const share = extraSeconds / median(seconds.taskBuild);
  return [
    engineRow("build, library", seconds.libraryBuild, seconds.bareBuild),
    engineRow("build, task", differences(seconds.taskBuild, seconds.hardhatBuild), seconds.bareBuild),
    {
      model,
      measure: "rebuild",
      ours: median(seconds.taskRebuild),
      theirs: median(seconds.hardhatRebuild),
      ratio: share,
      extraSeconds,
      target: `+${MOST_REBUILD_SECONDS} s or ${MOST_REBUILD_SHARE * 100}%`,
      met: share <= MOST_REBUILD_SHARE || extraSeconds <= MOST_REBUILD_SECONDS,
    },
    engineRow("prove, library", seconds.libraryProve, seconds.bareProve),
    engineRow("prove, task", differences(seconds.taskProve, seconds.hardhatStart), seconds.bareProve),
  ];
}
