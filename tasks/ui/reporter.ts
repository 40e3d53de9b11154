import pc from "picocolors";

import type { Reporter, StepName, StepResult } from "../../src/pipeline/report.ts";

import { showActivity } from "./activity.ts";
import { STEP_LABELS } from "./messages.ts";

/** A step that has begun; one may begin inside another (an engine is installed when the first step needs it). */
interface Running {
  label: () => string;
  start: number;
  /** Hardhat has a spinner of its own for its compiler. */
  drawnElsewhere: boolean;
  /** Spent in steps inside this one, which count for themselves. */
  insideSeconds: number;
}

/**
 * Tells a person, on stderr, what runs: a spinner with the seconds on a terminal, now and then a line elsewhere. One line stays for
 * each finished step.
 */
export function terminalReporter(stream: NodeJS.WriteStream = process.stderr): Reporter {
  const stack: Running[] = [];
  const show = showActivity(stream);
  return {
    begin(model, step) {
      const running: Running = {
        label: () => `${model}: ${STEP_LABELS[step]}`,
        start: Date.now(),
        drawnElsewhere: step === "solidity",
        insideSeconds: 0,
      };
      stack.push(running);
      show({ ...running, label: () => running.label() });
    },
    end(model, step, result) {
      const seconds = result.seconds - (stack.pop()?.insideSeconds ?? 0);
      const outer = stack.at(-1);
      if (outer !== undefined) outer.insideSeconds += result.seconds;
      show(undefined);
      stream.write(`${finishedLine(model, step, { ...result, seconds })}\n`);
      show(outer);
    },
    progress(model, step, bytes, total) {
      const running = stack.at(-1);
      if (running === undefined) return;
      running.label = () =>
        `${model}: ${STEP_LABELS[step]}, ${Math.floor((100 * bytes) / total)} % of ${(total / 1e6).toPrecision(3)} MB fetched`;
    },
    note(_model, text) {
      show(undefined);
      stream.write(`${pc.yellow("note")} ${text}\n`);
      show(stack.at(-1));
    },
  };
}

function finishedLine(
  model: string,
  step: StepName,
  { cached, failed, seconds, adopted = false, detail }: StepResult,
): string {
  const mark = failed ? pc.red("✗") : pc.green("✓");
  const time = failed ? pc.red("failed") : cached ? pc.dim("cached") : `${seconds.toFixed(2)} s`;
  const more = [...(adopted ? ["from the store"] : []), ...(detail === undefined ? [] : [detail])];
  return [
    `${mark} ${model}: ${STEP_LABELS[step].padEnd(34)} ${time}`,
    ...more.map((text) => pc.dim(text)),
  ].join("  ");
}
