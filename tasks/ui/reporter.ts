import type { Reporter, StepName, StepResult } from "../../src/pipeline/report.ts";

import { showActivity } from "./activity.ts";
import { STEP_LABELS } from "./messages.ts";
import { line, printLine, styled, type Drawn } from "./shown.ts";

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
      printLine(stream, finishedLine(model, step, { ...result, seconds }));
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
      printLine(stream, styled("yellow", "note"), ` ${text}`);
      show(stack.at(-1));
    },
  };
}

function finishedLine(
  model: string,
  step: StepName,
  { cached, failed, seconds, adopted = false, detail }: StepResult,
): Drawn {
  const mark = failed ? styled("red", "✗") : styled("green", "✓");
  const time = failed
    ? styled("red", "failed")
    : cached
      ? styled("dim", "cached")
      : `${seconds.toFixed(2)} s`;
  const more = [...(adopted ? ["from the store"] : []), ...(detail === undefined ? [] : [detail])];
  return line(
    ...[mark, ` ${model}: ${STEP_LABELS[step].padEnd(34)} `, time],
    ...more.flatMap((text) => ["  ", styled("dim", text)]),
  );
}
