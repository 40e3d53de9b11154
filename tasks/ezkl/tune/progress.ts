import type { Reporter } from "../../../src/pipeline/report.ts";
import type { TuneEvent, TunePhase } from "../../../src/tune/index.ts";
import { showActivity } from "../../ui/activity.ts";
import { PHASE_LABELS } from "../../ui/messages.ts";
import { terminalReporter } from "../../ui/reporter.ts";
import { line, printLine, styled, type Drawn } from "../../ui/shown.ts";

/** Tells a person how the search goes. */
interface TuneProgress {
  /** For the steps of the pipeline that the search uses. */
  reporter: Reporter;
  onProgress: (event: TuneEvent) => void;
  /** Ends the phase that is running; without it, its spinner would go on. */
  stop(failed: boolean): void;
}

interface RunningPhase {
  phase: TunePhase;
  detail: string;
  start: number;
  /** Status of each candidate that was told of. */
  candidates: string[];
}

/** A spinner with phase, count and seconds on a terminal, now and then a line elsewhere; one line stays for each finished phase. */
export function tuneProgress(model: string, stream: NodeJS.WriteStream = process.stderr): TuneProgress {
  const show = showActivity(stream);
  const steps = terminalReporter(stream);
  let running: RunningPhase | undefined;
  let depth = 0;

  const draw = (): void => {
    const now = running;
    show(now && { start: now.start, label: () => labelOf(model, now) });
  };
  const stop = (failed: boolean): void => {
    show(undefined);
    if (running !== undefined) printLine(stream, finishedLine(model, running, failed));
    running = undefined;
  };
  return {
    stop,
    onProgress(event) {
      if (event.kind === "candidate") {
        running?.candidates.push(event.candidate.status);
      } else if (running?.phase === event.phase) {
        running.detail = event.detail;
      } else {
        stop(false);
        const { phase, detail } = event;
        running = { phase, detail, start: Date.now(), candidates: [] };
        draw();
      }
    },
    reporter: {
      begin(name, step) {
        show(undefined);
        depth += 1;
        steps.begin(name, step);
      },
      end(name, step, result) {
        depth -= 1;
        steps.end(name, step, result);
        if (depth === 0) draw();
      },
      note(name, text) {
        show(undefined);
        steps.note(name, text);
        if (depth === 0) draw();
      },
    },
  };
}

function labelOf(model: string, { phase, detail, candidates }: RunningPhase): string {
  const label = PHASE_LABELS[phase];
  const what = detail.startsWith(label) ? [detail] : [label, detail];
  return [`${model}: ${what.shift()}`, countOf(candidates), ...what].filter((part) => part !== "").join(", ");
}

function finishedLine(model: string, running: RunningPhase, failed: boolean): Drawn {
  const seconds = ((Date.now() - running.start) / 1000).toFixed(2);
  const mark = failed ? styled("red", "✗") : styled("green", "✓");
  const counted = countOf(running.candidates);
  return line(
    ...[mark, ` ${model}: ${PHASE_LABELS[running.phase].padEnd(34)} `],
    failed ? styled("red", "stopped") : `${seconds} s`,
    ...(counted === "" ? [] : [styled("dim", `  ${counted}`)]),
  );
}

/** "84 candidates, 3 refused". */
function countOf(candidates: readonly string[]): string {
  if (candidates.length === 0) return "";
  const parts = [`${candidates.length} candidate${candidates.length === 1 ? "" : "s"}`];
  for (const status of ["refused", "failed"]) {
    const many = candidates.filter((found) => found === status).length;
    if (many > 0) parts.push(`${many} ${status}`);
  }
  return parts.join(", ");
}
