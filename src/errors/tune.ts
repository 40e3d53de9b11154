import { EzklError } from "./base.ts";

export class FloatPlatformError extends EzklError {
  constructor(where: string) {
    super("EZKL_FLOAT_PLATFORM", {
      what: "onnxruntime, which computes the float model's answers, has no wheel here",
      where,
      remedy:
        'use Python 3.10 to 3.13 (HARDHAT_EZKL_PYTHON) on x86-64 or macOS, or give model.json a "holdout" file with the float model\'s outputs',
    });
  }
}

export class FloatInstallError extends EzklError {
  constructor(where: string, output: string, cause?: unknown) {
    super("EZKL_FLOAT_INSTALL", {
      what: `the private Python environment for onnxruntime could not be made: ${output.trim().split("\n").slice(-3).join(" | ").slice(0, 600)}`,
      where,
      remedy:
        "check the connection to the Python package index and the free disk space, then run the command again",
      cause,
    });
  }
}

export class HoldoutUnusableError extends EzklError {
  constructor(where: string) {
    super("EZKL_HOLDOUT_UNUSABLE", {
      what: "the float model has no finite answer to any input like the sample: there is nothing to compare a circuit with",
      where,
      remedy: 'give model.json a "holdout" file with inputs of the model\'s own kind and its answers',
    });
  }
}
