import { readFile } from "node:fs/promises";

import type { Manifest } from "../artifacts/manifest.ts";
import { sha256 } from "../pipeline/files.ts";

import { fail, notApplicable, same, skipped, type AuditLine, type AuditLineId } from "./line.ts";
import type { Rebuilt } from "./rebuild.ts";
import { valueOf, type Found, type Subject } from "./subject.ts";

const IDS: readonly AuditLineId[] = ["circuit", "vk", "verifier-source", "statement-source"];
/** Releases that write the same circuit in another order each time. */
const CIRCUIT_ORDER_VARIES = new Set(["23.0.5"]);

/**
 * What was built again against what the manifest and the committed sources say.
 * @param tried whether all that a build needs was there
 */
export async function linesOfBuild(
  subject: Subject,
  rebuilt: Found<Rebuilt>,
  tried: boolean,
): Promise<AuditLine[]> {
  if ("why" in rebuilt) {
    const nothing = IDS.map((id) => skipped(id, tried ? "nothing was built" : rebuilt.why));
    return tried ? [fail("circuit", "EZKL_AUDIT_CIRCUIT", rebuilt.why), ...nothing.slice(1)] : nothing;
  }
  const manifest = valueOf(subject.manifest);
  const { value: made } = rebuilt;
  const { paths } = subject.model;
  return [
    circuitLine(subject, made, manifest),
    same(
      "vk",
      "EZKL_AUDIT_VK",
      words("verifying key", "the key made again"),
      manifest?.vkSha256,
      made.vkSha256,
    ),
    await sourceLine(
      "verifier-source",
      "EZKL_AUDIT_VERIFIER_SOURCE",
      paths.verifier,
      manifest?.verifierSha256,
      made.verifier,
    ),
    await sourceLine(
      "statement-source",
      "EZKL_AUDIT_STATEMENT_SOURCE",
      paths.statement,
      manifest?.statementSha256,
      made.statement,
    ),
  ];
}

function circuitLine({ own }: Subject, made: Rebuilt, manifest: Manifest | undefined): AuditLine {
  const compared = same(
    "circuit",
    "EZKL_AUDIT_CIRCUIT",
    words("circuit", "the circuit made again"),
    manifest?.circuitSha256,
    made.circuitSha256,
  );
  if (compared.status === "fail" && CIRCUIT_ORDER_VARIES.has(own.config.engine)) {
    return notApplicable(
      "circuit",
      `ezkl ${own.config.engine} writes a circuit in another order each time; the verifying key speaks for it`,
    );
  }
  return compared;
}

function words(what: string, made: string): { good: string; bad: string; nothing: string } {
  return {
    good: `${made} is the manifest's`,
    bad: `${made} from ONNX, settings and SRS is not the ${what} that the manifest names`,
    nothing: "there is no readable manifest to compare with",
  };
}

/** A generated source may be missing from version control; where it is there, it must be what its inputs give. */
async function sourceLine(
  id: "verifier-source" | "statement-source",
  code: "EZKL_AUDIT_VERIFIER_SOURCE" | "EZKL_AUDIT_STATEMENT_SOURCE",
  path: string,
  recorded: string | undefined,
  made: string,
): Promise<AuditLine> {
  const digest = sha256(made);
  const committed = await readFile(path, "utf8").catch(() => undefined);
  if (committed !== undefined && committed !== made) {
    const detail = "the committed source is not what ONNX, settings and SRS give";
    return fail(id, code, detail, { expected: digest, found: sha256(committed) });
  }
  const there = committed === undefined ? "; the project has no such file" : " and the committed file";
  return same(
    id,
    code,
    {
      good: `the source made again is the manifest's${there}`,
      bad: "the source made again is not the one that the manifest names",
      nothing:
        committed === undefined
          ? "there is neither a manifest nor a committed source to compare with"
          : "the committed source is what the build gives; there is no readable manifest to compare with",
    },
    recorded,
    digest,
  );
}
