import { EzklError } from "./base.ts";

export class PythonMissingError extends EzklError {
  constructor(tried: readonly string[], detail?: string) {
    super("EZKL_PYTHON_MISSING", {
      what: "no Python 3.9 or newer was found, and the native engine is a Python package",
      where: `tried ${tried.join(", ")}${detail === undefined ? "" : ` (${detail})`}`,
      remedy:
        "install Python 3.9+ with venv and pip (Debian: apt install python3-venv), or set HARDHAT_EZKL_PYTHON to one",
    });
  }
}

export class EnginePlatformError extends EzklError {
  constructor(platform: string, arch: string) {
    super("EZKL_ENGINE_PLATFORM", {
      what: `the engine's authors publish no wheel for ${platform} on ${arch}`,
      where: "native engine",
      remedy: "build on Linux x86-64, macOS or Windows (an x86-64 container works on Linux arm64)",
    });
  }
}

export class EngineInstallError extends EzklError {
  constructor(version: string, where: string, output: string, cause?: unknown) {
    super("EZKL_ENGINE_INSTALL", {
      what: `the private Python environment for ezkl ${version} could not be made: ${lastLines(output, 3)}`,
      where,
      remedy:
        "check the connection to the Python package index and the free disk space, then run the command again",
      cause,
    });
  }
}

/** The engine refused or failed a step in an orderly way. */
export class EngineStepError extends EzklError {
  readonly step: string;
  /** What the engine printed during the step. */
  readonly output: string;
  constructor(step: string, message: string, where: string, output = "") {
    super("EZKL_ENGINE_STEP", {
      what: `the engine failed in ${step}: ${lastLines(message, 3)}`,
      where,
      remedy: "check the model and its input against the engine's supported operators and ranges",
    });
    this.step = step;
    this.output = output;
  }
}

/** A panic, a signal, or the kernel's out-of-memory killer ended the engine's process. */
export class EngineCrashedError extends EzklError {
  readonly step: string;
  constructor(step: string, how: string, where: string, output: string) {
    super("EZKL_ENGINE_CRASHED", {
      what: `the engine's process ended in ${step} (${how})${output.trim() === "" ? "" : `: ${lastLines(output, 2)}`}`,
      where,
      remedy:
        how === "SIGKILL" || /memory allocation/.test(output)
          ? "most likely out of memory: free memory or lower logrows, then run again"
          : "an artifact may be damaged: run `npx hardhat clean` and build again",
    });
    this.step = step;
  }
}

export class EngineTimeoutError extends EzklError {
  constructor(step: string, seconds: number, where: string) {
    super("EZKL_ENGINE_TIMEOUT", {
      what: `the engine did not finish ${step} within ${seconds} s`,
      where,
      remedy: "raise ezkl.timeoutSeconds in the Hardhat configuration, or use a smaller circuit",
    });
  }
}

/** An artifact was made by one engine release and another was about to read it. */
export class EngineMismatchError extends EzklError {
  constructor(artifact: string, made: string, reading: string) {
    super("EZKL_ENGINE_MISMATCH", {
      what: `made by ezkl ${made}, but the model's engine is ezkl ${reading}`,
      where: artifact,
      remedy: `set "engine": "${made}" in model.json, or rebuild the artifact with ezkl ${reading}`,
    });
  }
}

export class WasmEngineMissingError extends EzklError {
  constructor(cause: unknown) {
    super("EZKL_WASM_MISSING", {
      what: "the wasm engine is not installed",
      where: "@ezkljs/engine",
      remedy: "npm install --save-dev @ezkljs/engine@21.0.0",
      cause,
    });
  }
}

function lastLines(text: string, count: number): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return lines.slice(-count).join(" | ").slice(0, 600);
}
