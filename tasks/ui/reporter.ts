import ora, { type Ora } from "ora";
import pc from "picocolors";

import type { Reporter, StepName, StepResult } from "../../src/pipeline/report.ts";

import { STEP_LABELS } from "./messages.ts";

/** Where there is no terminal, a step that is still running says so this often. */
const LINE_EVERY_MS = 2_000;

/** A step that has begun; one may begin inside another (an engine is installed when the first step needs it). */
interface Running {
  step: StepName;
  label: string;
  start: number;
  /** Spent in steps inside this one, which count for themselves. */
  insideSeconds: number;
}

/** Shows what is running now; undefined when nothing is. */
type Show = (running: Running | undefined) => void;

/**
 * Tells a person, on stderr, what runs: a spinner with the seconds on a terminal, now and then a line elsewhere. One line stays for
 * each finished step.
 */
export function terminalReporter(stream: NodeJS.WriteStream = process.stderr): Reporter {
  const stack: Running[] = [];
  // A terminal of no width (some pseudo-terminals say so) would keep the spinner clearing lines for ever.
  const show = stream.isTTY && stream.columns > 0 ? spinner(stream) : lines(stream);
  return {
    begin(model, step) {
      stack.push({ step, label: `${model}: ${STEP_LABELS[step]}`, start: Date.now(), insideSeconds: 0 });
      show(stack.at(-1));
    },
    end(model, step, result) {
      const seconds = result.seconds - (stack.pop()?.insideSeconds ?? 0);
      const outer = stack.at(-1);
      if (outer !== undefined) outer.insideSeconds += result.seconds;
      show(undefined);
      stream.write(`${finishedLine(model, step, { ...result, seconds })}\n`);
      show(outer);
    },
    note(_model, text) {
      show(undefined);
      stream.write(`${pc.yellow("note")} ${text}\n`);
      show(stack.at(-1));
    },
  };
}

function spinner(stream: NodeJS.WriteStream): Show {
  let drawn: Ora | undefined;
  let ticker: NodeJS.Timeout | undefined;
  return (running) => {
    clearInterval(ticker);
    drawn?.stop();
    drawn = undefined;
    // Hardhat has a spinner of its own for its compiler.
    if (running === undefined || running.step === "solidity") return;
    const text = (): string => `${running.label} ${pc.dim(`${elapsed(running)} s`)}`;
    drawn = ora({ text: text(), stream, discardStdin: false }).start();
    ticker = setInterval(() => {
      if (drawn !== undefined) drawn.text = text();
    }, 500).unref();
  };
}

function lines(stream: NodeJS.WriteStream): Show {
  let timer: NodeJS.Timeout | undefined;
  return (running) => {
    clearInterval(timer);
    if (running === undefined) return;
    timer = setInterval(
      () => stream.write(`… ${running.label}, ${elapsed(running)} s\n`),
      LINE_EVERY_MS,
    ).unref();
  };
}

function elapsed({ start }: Running): number {
  return Math.round((Date.now() - start) / 1000);
}

function finishedLine(model: string, step: StepName, { cached, failed, seconds }: StepResult): string {
  const mark = failed ? pc.red("✗") : pc.green("✓");
  const time = failed ? pc.red("failed") : cached ? pc.dim("cached") : `${seconds.toFixed(2)} s`;
  return `${mark} ${model}: ${STEP_LABELS[step].padEnd(34)} ${time}`;
}
