import { EzklError } from "./base.ts";

/** A file that is not JSON at all: cut short, or something else under that name. */
export class ArtifactMalformedError extends EzklError {
  constructor(kind: string, where: string, cause: unknown) {
    super("EZKL_ARTIFACT_MALFORMED", {
      what: `the ${kind} file is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
      where,
      remedy: "the file is damaged or cut short: make it again, or restore it from version control",
      cause,
    });
  }
}

/** JSON of another shape than the artifact has; `fields` are the paths that are wrong, the first one is in the message. */
export class ArtifactInvalidError extends EzklError {
  readonly fields: readonly string[];

  constructor(kind: string, where: string, problems: readonly { field: string; problem: string }[]) {
    super("EZKL_ARTIFACT_INVALID", {
      what: `invalid ${kind}: ${problems.map(({ field, problem }) => `${field}: ${problem}`).join("; ")}`,
      where: problems[0] === undefined ? where : `${where}, field ${problems[0].field}`,
      remedy: `check the field against what the pinned engine version writes, or make the ${kind} again`,
    });
    this.fields = problems.map(({ field }) => field);
  }
}
