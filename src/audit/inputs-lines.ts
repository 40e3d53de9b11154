import type { Manifest } from "../artifacts/manifest.ts";
import type { Settings } from "../artifacts/settings.ts";
import { visibilityOf } from "../artifacts/visibility.ts";
import { CONTEXT_LIMBS } from "../context/limbs.ts";
import { modelDigest } from "../context/model-digest.ts";
import { layoutOf } from "../statement/layout.ts";
import { rulesOfTuned } from "../pipeline/circuit-input.ts";
import { pinSettings } from "../pipeline/settings-step.ts";

import { fail, notApplicable, pass, same, skipped, type AuditLine } from "./line.ts";
import { attempt, valueOf, type Subject } from "./subject.ts";

const NO_MANIFEST = "there is no readable manifest to compare with";
const NO_SETTINGS = "there are no readable settings";

/** What the committed files say of each other, before anything is built. */
export async function linesOfInputs(subject: Subject): Promise<AuditLine[]> {
  return [
    await manifestLine(subject),
    onnxLine(subject),
    await rewriteLine(subject),
    await settingsLine(subject),
    visibilityLine(subject),
    contextLine(subject),
  ];
}

/** What a manifest repeats of other files. */
type Compared =
  "model" | "engine" | "context" | "inputVisibility" | "modelDigest" | "instances" | "contextOffset";

async function manifestLine({ model, own, input, ...found }: Subject): Promise<AuditLine> {
  if ("why" in found.manifest) return fail("manifest", "EZKL_AUDIT_MANIFEST", found.manifest.why);
  const manifest = found.manifest.value;
  const { config } = model;
  const said: Partial<Pick<Manifest, Compared>> = {
    model: model.name,
    engine: config.engine,
    context: config.context,
    inputVisibility: config.inputVisibility,
  };
  // The digest follows from two other fields: a manifest of another ONNX file or other settings is consistent all the same, and other lines name it.
  said.modelDigest = modelDigest({
    onnxSha256: manifest.onnxSha256,
    settingsSha256: manifest.settingsSha256,
  });
  const pinned = valueOf(found.settings);
  if (pinned !== undefined && pinned.sha256 === manifest.settingsSha256) {
    const layout = await attempt(async () =>
      layoutOf({
        ...{ model: own.name, settings: pinned.settings, signature: input.signature },
        context: config.context,
      }),
    );
    if ("why" in layout) return fail("manifest", "EZKL_AUDIT_MANIFEST", layout.why);
    said.instances = layout.value.instances;
    said.contextOffset = layout.value.contextOffset;
  }
  const keys = Object.keys(said) as Compared[];
  const wrong = keys.filter((key) => manifest[key] !== said[key]);
  if (wrong.length === 0) return pass("manifest", "it parses and agrees with model.json and the settings");
  return fail("manifest", "EZKL_AUDIT_MANIFEST", `it disagrees with the files in ${wrong.join(", ")}`, {
    expected: wrong.map((key) => `${key}: ${String(said[key])}`).join(", "),
    found: wrong.map((key) => `${key}: ${String(manifest[key])}`).join(", "),
  });
}

function onnxLine({ input, ...found }: Subject): AuditLine {
  const manifest = valueOf(found.manifest);
  const own = same(
    "onnx",
    "EZKL_AUDIT_ONNX",
    {
      good: "the ONNX file is the one that the manifest names",
      bad: "the ONNX file is not the one that the manifest names",
      nothing: NO_MANIFEST,
    },
    manifest?.onnxSha256,
    input.onnxSha256,
  );
  if (own.status !== "pass" || manifest?.sourceSha256 === input.sourceSha256) return own;
  return fail("onnx", "EZKL_AUDIT_ONNX", "the file that the ONNX file is a rewrite of is another one", {
    expected: manifest?.sourceSha256 ?? "none",
    found: input.sourceSha256 ?? "none",
  });
}

/** A hash says which files were built from, not that they say the same: the rewritten graph is made again. */
async function rewriteLine({ model: { config, paths } }: Subject): Promise<AuditLine> {
  if (config.source === undefined)
    return notApplicable("rewrite", "the circuit is made from the model's own ONNX file");
  const derived = await attempt(async () => rulesOfTuned(paths));
  if ("why" in derived) return fail("rewrite", "EZKL_AUDIT_REWRITE", derived.why);
  return derived.value === undefined
    ? fail("rewrite", "EZKL_AUDIT_REWRITE", `${config.onnx} is not what the tuner makes of ${config.source}`)
    : pass("rewrite", `${config.onnx} is ${config.source} in other words (${derived.value.join(", ")})`);
}

async function settingsLine({ own, input, ...found }: Subject): Promise<AuditLine> {
  if ("why" in found.settings) return fail("settings", "EZKL_AUDIT_SETTINGS", found.settings.why);
  const compared = same(
    "settings",
    "EZKL_AUDIT_SETTINGS",
    {
      good: "settings.json is the one that the manifest names and fits model.json",
      bad: "settings.json is not the one that the manifest names: it was edited or replaced",
      nothing: NO_MANIFEST,
    },
    valueOf(found.manifest)?.settingsSha256,
    found.settings.value.sha256,
  );
  if (compared.status === "fail" || breaksVisibility(found.settings.value.settings).length > 0)
    return compared;
  const never = async (): Promise<never> => {
    throw new Error("unreachable: settings are present");
  };
  const fits = await attempt(async () => pinSettings(own, input, never, false));
  return "why" in fits ? fail("settings", "EZKL_AUDIT_SETTINGS", fits.why) : compared;
}

function visibilityLine({ model, settings: found }: Subject): AuditLine {
  if ("why" in found) return skipped("visibility", NO_SETTINGS);
  const broken = breaksVisibility(found.value.settings);
  if (model.config.paramVisibility !== "fixed")
    broken.push(`model.json asks for ${model.config.paramVisibility} weights`);
  return broken.length === 0
    ? pass("visibility", "weights are fixed, outputs public, range checks on")
    : fail("visibility", "EZKL_AUDIT_VISIBILITY", broken.join("; "));
}

function breaksVisibility({ run_args: args }: Settings): string[] {
  const weights = visibilityOf(args.param_visibility);
  const outputs = visibilityOf(args.output_visibility);
  return [
    ...(weights === "fixed" ? [] : [`weights are ${weights}: the verifying key does not bind them`]),
    ...(outputs === "public" ? [] : [`outputs are ${outputs}: a proof says nothing of them`]),
    ...(args.ignore_range_check_inputs_outputs ? ["range checks of inputs and outputs are off"] : []),
  ];
}

/** A model that contracts pay on carries a context: six limbs, the last instances. */
function contextLine({ own, input, settings: found }: Subject): AuditLine {
  if (!own.config.context)
    return notApplicable(
      "context",
      "the model carries no context: its proofs are good for anybody, anywhere",
    );
  if ("why" in found) return skipped("context", NO_SETTINGS);
  try {
    const { contextOffset, instances } = layoutOf({
      ...{ model: own.name, settings: found.value.settings, signature: input.signature, context: true },
    });
    if (contextOffset === instances - CONTEXT_LIMBS)
      return pass(
        "context",
        `instances ${contextOffset} to ${instances - 1} carry chain, contract, account and scope`,
      );
    return fail("context", "EZKL_AUDIT_CONTEXT", "the context's limbs are not the last instances", {
      expected: String(instances - CONTEXT_LIMBS),
      found: String(contextOffset),
    });
  } catch (error) {
    return fail("context", "EZKL_AUDIT_CONTEXT", (error as Error).message.split("\n")[0] ?? "");
  }
}
