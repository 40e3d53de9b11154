/** Nothing is shown of a step that is over sooner than this. */
const QUIET_MS = 2_000;
/** A terminal's line is redrawn each second; in a log, a line each ten seconds is enough. */
const TERMINAL_MS = 1_000;
const LOG_MS = 10_000;

/**
 * Says on `stream` that a step is still going on, with the seconds it has taken. On a terminal it keeps one line up to date
 * (a carriage return and spaces, no escape codes); elsewhere it prints plain lines.
 * @param {string | (() => string)} label
 * @param {{ write(text: string): unknown, isTTY?: boolean }} [stream]
 * @returns {{ clear(): void, stop(): number }} `clear` makes room for another line on a terminal; `stop` clears and returns the elapsed milliseconds.
 */
export function startProgress(label, stream = process.stderr) {
  const started = Date.now();
  const isTerminal = stream.isTTY === true;
  let width = 0;
  let lastShown = 0;

  const tick = () => {
    const elapsed = Date.now() - started;
    if (elapsed < QUIET_MS || (width > 0 && elapsed - lastShown < (isTerminal ? TERMINAL_MS : LOG_MS)))
      return;
    lastShown = elapsed;
    const line = `${typeof label === "string" ? label : label()}… ${Math.round(elapsed / 1_000)} s`;
    stream.write(isTerminal ? `\r${line.padEnd(width)}` : `${line}\n`);
    width = line.length;
  };
  const clear = () => {
    if (isTerminal && width > 0) stream.write(`\r${" ".repeat(width)}\r`);
  };
  const timer = setInterval(tick, 500);
  timer.unref();

  return {
    clear,
    stop() {
      clearInterval(timer);
      clear();
      return Date.now() - started;
    },
  };
}
