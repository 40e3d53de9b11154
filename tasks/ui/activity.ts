import ora, { type Ora } from "ora";

import { line, printLine, render, styled } from "./shown.ts";

/** Where there is no terminal, what is still running says so after this long, and then more and more seldom. */
const FIRST_LINE_MS = 2_000;
/** The next line comes when that share of the time so far has passed again. */
const PATIENCE = 0.5;
const REDRAW_EVERY_MS = 500;

/** What is running now. */
interface Activity {
  /** Read again with each redraw. */
  label: () => string;
  /** Milliseconds since 1970. */
  start: number;
  /** Something else draws a spinner for it. */
  drawnElsewhere?: boolean;
}

/** Shows what is running now; undefined when nothing is. */
type Show = (activity: Activity | undefined) => void;

/** A spinner with the seconds on a terminal, now and then a line elsewhere. */
export function showActivity(stream: NodeJS.WriteStream): Show {
  // A terminal of no width (some pseudo-terminals say so) would keep the spinner clearing lines for ever.
  return stream.isTTY && stream.columns > 0 ? spinner(stream) : lines(stream);
}

function spinner(stream: NodeJS.WriteStream): Show {
  let drawn: Ora | undefined;
  let ticker: NodeJS.Timeout | undefined;
  return (activity) => {
    clearInterval(ticker);
    drawn?.stop();
    drawn = undefined;
    if (activity === undefined || activity.drawnElsewhere === true) return;
    const text = (): string => render(line(activity.label(), " ", styled("dim", `${elapsed(activity)} s`)));
    drawn = ora({ text: text(), stream, discardStdin: false }).start();
    ticker = setInterval(() => {
      if (drawn !== undefined) drawn.text = text();
    }, REDRAW_EVERY_MS).unref();
  };
}

function lines(stream: NodeJS.WriteStream): Show {
  let timer: NodeJS.Timeout | undefined;
  return (activity) => {
    clearTimeout(timer);
    if (activity === undefined) return;
    const wait = (): void => {
      const next = Math.max(FIRST_LINE_MS, (Date.now() - activity.start) * PATIENCE);
      timer = setTimeout(() => {
        printLine(stream, `… ${activity.label()}, ${elapsed(activity)} s`);
        wait();
      }, next).unref();
    };
    wait();
  };
}

function elapsed({ start }: Activity): number {
  return Math.round((Date.now() - start) / 1000);
}
