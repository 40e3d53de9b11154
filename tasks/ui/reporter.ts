import ora, { type Ora } from "ora";
import pc from "picocolors";

import type { Reporter, StepName } from "../../src/pipeline/report.ts";

import { STEP_LABELS } from "./messages.ts";

/** Plain lines come only for steps that take longer than this, so that quick ones do not scroll the screen. */
const SLOW_MS = 2_000;

/**
 * Tells a person, on stderr, what runs: a spinner with the seconds on a terminal, lines elsewhere. One line stays for each finished step.
 */
export function terminalReporter(stream: NodeJS.WriteStream = process.stderr): Reporter {
  return stream.isTTY ? spinnerReporter(stream) : lineReporter(stream);
}

function spinnerReporter(stream: NodeJS.WriteStream): Reporter {
  let spinner: Ora | undefined;
  let ticker: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearInterval(ticker);
    spinner?.stop();
    spinner = undefined;
  };
  return {
    begin(model, step) {
      stop();
      const start = Date.now();
      const label = `${model}: ${STEP_LABELS[step]}`;
      spinner = ora({ text: label, stream, discardStdin: false }).start();
      ticker = setInterval(() => {
        if (spinner !== undefined)
          spinner.text = `${label} ${pc.dim(`${Math.round((Date.now() - start) / 1000)} s`)}`;
      }, 500);
      ticker.unref();
    },
    end(model, step, result) {
      stop();
      stream.write(`${finishedLine(model, step, result)}\n`);
    },
    note(_model, text) {
      stream.write(`${pc.yellow("note")} ${text}\n`);
    },
  };
}

function lineReporter(stream: NodeJS.WriteStream): Reporter {
  let timer: NodeJS.Timeout | undefined;
  return {
    begin(model, step) {
      const start = Date.now();
      timer = setInterval(() => {
        stream.write(`… ${model}: ${STEP_LABELS[step]}, ${Math.round((Date.now() - start) / 1000)} s\n`);
      }, SLOW_MS * 2);
      timer.unref();
    },
    end(model, step, result) {
      clearInterval(timer);
      stream.write(`${finishedLine(model, step, result)}\n`);
    },
    note(_model, text) {
      stream.write(`note: ${text}\n`);
    },
  };
}

function finishedLine(
  model: string,
  step: StepName,
  { cached, seconds }: { cached: boolean; seconds: number },
): string {
  const time = cached ? pc.dim("cached") : `${seconds.toFixed(2)} s`;
  return `${pc.green("✓")} ${model}: ${STEP_LABELS[step].padEnd(34)} ${time}`;
}
