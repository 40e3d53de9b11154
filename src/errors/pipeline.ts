import { EzklError } from "./base.ts";

export class ModelConfigError extends EzklError {
  constructor(where: string, problems: readonly { field: string; problem: string }[]) {
    super("EZKL_MODEL_CONFIG", {
      what: `invalid model configuration: ${problems.map(({ field, problem }) => `${field}: ${problem}`).join("; ")}`,
      where: problems[0] === undefined ? where : `${where}, field ${problems[0].field}`,
      remedy: "mend the field; docs/models.md lists them all",
    });
  }
}

export class UnknownModelError extends EzklError {
  constructor(name: string, known: readonly string[], where: string) {
    super("EZKL_MODEL_UNKNOWN", {
      what: `there is no model "${name}"; ${known.length === 0 ? "no model is configured" : `known: ${known.join(", ")}`}`,
      where,
      remedy: `check the name, or make it: npx hardhat ezkl init ${name} --onnx FILE --input FILE`,
    });
  }
}

export class ModelNameError extends EzklError {
  /** @param reserved why, for a name whose letters would do */
  constructor(name: string, where: string, reserved?: string) {
    super("EZKL_MODEL_NAME", {
      what: `"${name}" cannot name a model${reserved === undefined ? "" : `: ${reserved}`}`,
      where,
      remedy:
        reserved === undefined
          ? "use lower-case letters, digits and hyphens, beginning with a letter, at most 48 characters"
          : "choose another name",
    });
  }
}

export class ModelNameClashError extends EzklError {
  constructor(name: string, first: string, second: string) {
    super("EZKL_MODEL_CLASH", {
      what: `two models would generate the same contract ${name}`,
      where: `${first} and ${second}`,
      remedy: "rename one of the two folders",
    });
  }
}

export class FileMissingError extends EzklError {
  constructor(what: string, where: string, remedy = "check the path") {
    super("EZKL_FILE_MISSING", { what: `${what} is not there or cannot be read`, where, remedy });
  }
}

export class FileExistsError extends EzklError {
  constructor(where: string) {
    super("EZKL_FILE_EXISTS", {
      what: "the model exists already",
      where,
      remedy: "choose another name, or remove the folder first",
    });
  }
}

export class DiskFullError extends EzklError {
  constructor(where: string, detail: string) {
    super("EZKL_DISK_FULL", {
      what: `there is no room on the disk${detail === "" ? "" : `: ${detail}`}`,
      where,
      remedy:
        "free disk space, or point the cache elsewhere (ezkl.cacheDir, HARDHAT_EZKL_CACHE), and run again",
    });
  }
}

export class SettingsEditedError extends EzklError {
  constructor(where: string, what: string) {
    super("EZKL_SETTINGS_CHANGED", {
      what,
      where,
      remedy:
        "restore settings.json from version control, or pin anew on purpose: npx hardhat ezkl build NAME --repin",
    });
  }
}

/** The tuned graph and the ONNX file that it was made from no longer belong together: what was tuned is another model. */
export class StaleRewriteError extends EzklError {
  constructor(model: string, where: string, source: string) {
    super("EZKL_REWRITE_STALE", {
      what: `it is not what the tuner makes of ${source}: one of the two was changed since`,
      where,
      remedy: `restore both from version control, or tune again: npx hardhat ezkl tune ${model} (without tuning: "onnx": "${source}" and no "source" in model.json, then npx hardhat ezkl build ${model} --repin)`,
    });
  }
}

export class ParamVisibilityError extends EzklError {
  constructor(found: string, where: string) {
    super("EZKL_PARAM_VISIBILITY", {
      what: `param_visibility is ${found}: weights that are not fixed in the circuit are not bound by the verifying key, so a prover could use others`,
      where,
      remedy: 'use "Fixed" (the default): the weights still never appear in a proof',
    });
  }
}

export class RangeCheckIgnoredError extends EzklError {
  constructor(where: string) {
    super("EZKL_RANGE_CHECK_IGNORED", {
      what: "ignore_range_check_inputs_outputs is set: inputs and outputs would not be constrained to the circuit's range",
      where,
      remedy: "set it to false and pin the settings anew (--repin)",
    });
  }
}

export class HeadroomError extends EzklError {
  constructor(bits: number, needed: number, where: string) {
    super("EZKL_HEADROOM", {
      what: `decompBase ** decompLegs is 2^${bits.toFixed(1)}; a context limb needs at least 2^${needed}`,
      where,
      remedy:
        "raise runArgs.decompBase or runArgs.decompLegs in model.json and pin the settings anew (--repin)",
    });
  }
}

export class FrozenError extends EzklError {
  constructor(where: string, what: string) {
    super("EZKL_FROZEN", {
      what: `a frozen build would change committed files: ${what}`,
      where,
      remedy: "build without --frozen, review the changes and commit them",
    });
  }
}

export class NotBuiltError extends EzklError {
  constructor(name: string, what: string) {
    super("EZKL_NOT_BUILT", {
      what: `the model is not built: ${what}`,
      where: name,
      remedy: `npx hardhat ezkl build ${name}`,
    });
  }
}

/** A build output whose bytes are not those the build recorded: cut short, or altered. */
export class ArtifactDamagedError extends EzklError {
  constructor(name: string, where: string, detail: string) {
    super("EZKL_ARTIFACT_DAMAGED", {
      what: `a build output does not have the recorded content: ${detail}`,
      where,
      remedy: `make it again: npx hardhat ezkl build ${name} --force`,
    });
  }
}

/** A manifest that was edited, or belongs to another build than the files beside it. */
export class ManifestDisagreesError extends EzklError {
  constructor(name: string, where: string, fields: string) {
    super("EZKL_MANIFEST_DISAGREES", {
      what: `the manifest is not of what was built here: ${fields}`,
      where,
      remedy: `restore it from version control, or write it anew: npx hardhat ezkl build ${name}`,
    });
  }
}

/** An SRS file that is cut short, or whose bytes are not those recorded of it: keys and proofs made with it would be worthless. */
export class SrsDamagedError extends EzklError {
  constructor(where: string, detail: string, remedy: string) {
    super("EZKL_SRS_DAMAGED", { what: `the SRS is not the recorded one: ${detail}`, where, remedy });
  }
}

export class LockTimeoutError extends EzklError {
  constructor(where: string, holder: string, seconds: number) {
    super("EZKL_LOCKED", {
      what: `another build of this model (${holder}) has not finished for ${seconds} s`,
      where,
      remedy: "wait for it, or end that process and run again",
    });
  }
}

export class HoldoutError extends EzklError {
  constructor(error: number, limit: number, where: string) {
    super("EZKL_HOLDOUT_ERROR", {
      what: `the circuit differs from the float model by ${error} on the held-out set; the limit is ${limit}`,
      where,
      remedy:
        "raise runArgs.inputScale/paramScale and pin anew (--repin), or raise holdout.maxAbsError knowingly",
    });
  }
}

export class InputInvalidError extends EzklError {
  constructor(
    where: string,
    what: string,
    remedy = "compare the input with what `npx hardhat ezkl inspect NAME` lists",
  ) {
    super("EZKL_INPUT_INVALID", { what, where, remedy });
  }
}

export class InputRangeError extends EzklError {
  constructor(where: string, detail: string) {
    super("EZKL_INPUT_RANGE", {
      what: `a value is outside of what the circuit can hold: ${detail}`,
      where,
      remedy:
        "use values like those the model was calibrated on, or raise decompBase/decompLegs and pin anew (--repin)",
    });
  }
}

export class ProofInvalidError extends EzklError {
  constructor(where: string, what: string) {
    super("EZKL_PROOF_INVALID", {
      what,
      where,
      remedy: "prove again; if it happens again the keys are damaged: build with --force",
    });
  }
}

export class ContextRequiredError extends EzklError {
  constructor(name: string, wanted: boolean) {
    super("EZKL_CONTEXT", {
      what: wanted
        ? "the model carries a context, and none was given: the proof would be good for nobody"
        : "a context was given, but the model carries none",
      where: name,
      remedy: wanted
        ? "give --consumer ADDRESS --account ADDRESS --scope VALUE (and --chain-id where no network is connected)"
        : 'set "context": true in model.json and build again, or leave the context out',
    });
  }
}
