import type { Engine } from "../engine/engine.ts";
import type { Model } from "../pipeline/model.ts";
import { withScratch } from "../pipeline/scratch.ts";
import { LazyEngine, type Workspace } from "../pipeline/workspace.ts";

import { linesOfBuild } from "./build-lines.ts";
import { linesOfFloat, type FloatRequest } from "./float-lines.ts";
import { linesOfInputs } from "./inputs-lines.ts";
import { skipped, type AuditLine } from "./line.ts";
import { rebuild, type Rebuilt } from "./rebuild.ts";
import { proveSample, type SampleProof } from "./sample-proof.ts";
import { findSrs, srsLine, type FoundSrs } from "./srs-line.ts";
import { attempt, openSubject, valueOf, type Found, type Subject } from "./subject.ts";

/** What is known of a model from its files alone, and what is needed to ask a chain about it. */
export interface LocalAudit {
  lines: AuditLine[];
  subject: Subject;
  rebuilt: Found<Rebuilt>;
  sample: Found<SampleProof>;
}

/**
 * The part of an audit that needs no chain: builds the model again in a folder of its own, which is gone afterwards, and compares.
 * @throws EngineUnavailable and the like: an audit that cannot build says so as an error, not as a line
 */
export async function auditLocally(
  workspace: Workspace,
  model: Model,
  request: FloatRequest,
): Promise<LocalAudit> {
  return withScratch(model, async (scratch) => {
    const engine = new LazyEngine(workspace, model.config.engine, model.name);
    try {
      return await auditIn(workspace, model, request, scratch, engine.get);
    } finally {
      await engine.close();
    }
  });
}

async function auditIn(
  workspace: Workspace,
  model: Model,
  request: FloatRequest,
  scratch: string,
  engine: () => Promise<Engine>,
): Promise<LocalAudit> {
  const subject = await openSubject(model, scratch);
  const manifest = valueOf(subject.manifest);
  const lines = await linesOfInputs(subject);
  const pinned = subject.settings;
  let srs: FoundSrs | undefined;
  let rebuilt: Found<Rebuilt>;
  if ("why" in pinned) {
    rebuilt = { why: "nothing was built: the settings cannot be read" };
    lines.push(skipped("srs", "the settings, which say how large it is, cannot be read"));
  } else {
    const { logrows } = pinned.value.settings.run_args;
    srs = await findSrs(workspace.srs, logrows, manifest?.srs);
    rebuilt =
      srs === undefined
        ? { why: "nothing was built: the SRS is missing" }
        : await rebuildWith(subject, pinned.value, srs, engine);
    lines.push(srsLine(srs, valueOf(rebuilt)?.negG2, manifest?.srs, logrows));
  }
  lines.push(...(await linesOfBuild(subject, rebuilt, srs !== undefined)));
  lines.push(...(await linesOfFloat(workspace, subject, rebuilt, engine, scratch, request)));
  const sample: Found<SampleProof> =
    "why" in rebuilt || srs === undefined
      ? { why: "no proof was made: nothing was built" }
      : await attempt(async () => proveSample(subject, rebuilt.value, srs, await engine(), scratch));
  return { lines, subject, rebuilt, sample };
}

async function rebuildWith(
  subject: Subject,
  pinned: Parameters<typeof rebuild>[1],
  srs: FoundSrs,
  engine: () => Promise<Engine>,
): Promise<Found<Rebuilt>> {
  // Opened apart: an engine that is missing is no finding about the model.
  const opened = await engine();
  return attempt(async () => rebuild(subject, pinned, srs, opened));
}
