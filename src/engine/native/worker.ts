import { spawn, type ChildProcess } from "node:child_process";
import { totalmem } from "node:os";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

import { z } from "zod";

import { EngineCrashedError, EngineStepError, EngineTimeoutError } from "../../errors/engine.ts";

const SCRIPT = fileURLToPath(new URL("./worker.py", import.meta.url));
const KEPT_OUTPUT = 8_000;

const answerSchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), panic: z.boolean(), error: z.string() }),
]);

export interface WorkerOptions {
  python: string;
  /** The Python file that the process runs; default: the engine's. */
  script?: string | undefined;
  home: string;
  timeoutSeconds: number;
  /** Most address space the process may take (Linux); default: the machine's memory. */
  memoryBytes?: number | undefined;
}

/** One engine process that answers one request at a time; started by `start` or the first request, ended by `close`. */
export class Worker {
  readonly #options: WorkerOptions;
  #child: ChildProcess | undefined;
  #answers: AsyncIterator<string> | undefined;
  #exit: Promise<string> | undefined;
  #output = "";
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /** Starts the process, so that its start-up runs beside the caller's own work. */
  start(): void {
    this.#start();
  }

  /** Of the running process, while it runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Runs one step; requests queue up behind each other.
   * @param where what the reader of an error is told: the file or model the step works on.
   * @param timeoutSeconds longest time for this step, instead of the worker's own
   */
  async call(
    step: string,
    request: object,
    where: string,
    timeoutSeconds = this.#options.timeoutSeconds,
  ): Promise<unknown> {
    const result = this.#queue.then(() => this.#call(step, request, where, timeoutSeconds));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    const [child, exit] = [this.#child, this.#exit];
    this.#forget();
    child?.stdin?.end();
    await exit;
  }

  async #call(step: string, request: object, where: string, timeoutSeconds: number): Promise<unknown> {
    const { child, answers, exit } = this.#start();
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill("SIGKILL");
    }, timeoutSeconds * 1000);
    try {
      this.#output = "";
      child.stdin?.write(`${JSON.stringify({ step, ...request })}\n`);
      const line = await answers.next();
      if (line.done === true) {
        const how = await exit;
        if (timedOut) throw new EngineTimeoutError(step, timeoutSeconds, where);
        throw new EngineCrashedError(step, how, where, this.#output);
      }
      const answer = answerSchema.parse(JSON.parse(line.value));
      if (answer.ok) return answer.value;
      if (answer.panic)
        throw new EngineCrashedError(step, "panic", where, `${answer.error}\n${panicLine(this.#output)}`);
      throw new EngineStepError(step, answer.error, where, this.#output);
    } catch (error) {
      // A worker that failed once may hold half-finished state: the next call starts a fresh one.
      if (!(error instanceof EngineStepError)) {
        child.kill("SIGKILL");
        this.#forget();
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #start(): { child: ChildProcess; answers: AsyncIterator<string>; exit: Promise<string> } {
    if (this.#child === undefined || this.#answers === undefined || this.#exit === undefined) {
      const { python, home, script = SCRIPT, memoryBytes = totalmem() } = this.#options;
      const child = spawn(python, ["-I", "-B", script, String(memoryBytes), String(process.pid)], {
        stdio: ["pipe", "pipe", "pipe", "pipe"],
        env: { ...process.env, HOME: home, USERPROFILE: home, EZKL_REPO_PATH: home, RUST_BACKTRACE: "0" },
      });
      this.#output = "";
      const keep = (chunk: Buffer): void => {
        this.#output = (this.#output + chunk.toString()).slice(-KEPT_OUTPUT);
      };
      child.stdout.on("data", keep);
      child.stderr.on("data", keep);
      child.stdin.on("error", () => undefined); // a dead worker is reported through its exit
      this.#child = child;
      this.#answers = createInterface({ input: child.stdio[3] as Readable })[Symbol.asyncIterator]();
      this.#exit = new Promise((resolve) => {
        child.on("error", (error) => resolve(error.message));
        child.on("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
      });
    }
    return { child: this.#child, answers: this.#answers, exit: this.#exit };
  }

  #forget(): void {
    this.#child = undefined;
    this.#answers = undefined;
    this.#exit = undefined;
  }
}

/** The line of a Rust panic message that says what happened. */
function panicLine(output: string): string {
  const lines = output.split("\n");
  const at = lines.findIndex((line) => line.includes("panicked at"));
  return at < 0 ? "" : lines.slice(at, at + 2).join(" ");
}
