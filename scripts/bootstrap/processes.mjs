import { spawn } from "node:child_process";
import { constants } from "node:os";

const FORWARDED = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Runs a program to its end and collects what it prints. Never through a shell.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onStart?: (pid: number) => void }} [options]
 * @returns {Promise<{ ok: boolean, status: number | null, stdout: string, output: string }>} `output` is stdout and stderr
 *   as they came; `status` is null when the program could not be started or a signal ended it.
 */
export function capture(file, args, { cwd, env, onStart } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    let stdout = "";
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      output += text;
    });
    const stopForwarding = forwardSignals(child);
    if (child.pid !== undefined) onStart?.(child.pid);
    child.once("error", (error) => {
      stopForwarding();
      resolve({ ok: false, status: null, stdout, output: output + error.message });
    });
    child.once("close", (status, signal) => {
      const interrupted = stopForwarding();
      if (interrupted !== undefined) process.exit(exitCodeOf(interrupted));
      resolve({
        ok: status === 0,
        status,
        stdout,
        output: signal === null ? output : `${output}\nended by ${signal}`,
      });
    });
  });
}

/**
 * Runs the asked command on our own terminal.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} The exit code; 128 + n for signal n, as shells report it.
 */
export function passThrough(file, args, { cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: "inherit" });
    const stopForwarding = forwardSignals(child);
    child.once("error", (error) => {
      stopForwarding();
      reject(error);
    });
    child.once("exit", (status, signal) => {
      stopForwarding();
      resolve(status ?? exitCodeOf(signal ?? "SIGTERM"));
    });
  });
}

/** @param {NodeJS.Signals} signal */
function exitCodeOf(signal) {
  return 128 + constants.signals[signal];
}

/**
 * While the child runs, a signal to us becomes a signal to it, and we outlive it to report how it ended.
 * @param {import("node:child_process").ChildProcess} child
 * @returns {() => NodeJS.Signals | undefined} Ends the forwarding; tells which signal came, if any.
 */
function forwardSignals(child) {
  /** @type {NodeJS.Signals | undefined} */
  let received;
  const listeners = FORWARDED.map((signal) => {
    const listener = () => {
      // A terminal's Ctrl-C has reached the whole process group already; a second one would cut the child's clean-up short.
      if (!(signal === "SIGINT" && process.stdin.isTTY && received === undefined)) child.kill(signal);
      received = signal;
    };
    process.on(signal, listener);
    return /** @type {const} */ ([signal, listener]);
  });
  return () => {
    for (const [signal, listener] of listeners) process.removeListener(signal, listener);
    return received;
  };
}
