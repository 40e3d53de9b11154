import { visible } from "../text/visible.ts";

/** The four parts of every error that a user meets: what happened, where, and what to do about it. */
export interface ErrorParts {
  /** One sentence: what is wrong. */
  what: string;
  /** The file, field, step or address it is wrong in. */
  where?: string;
  /** What the reader can do now. */
  remedy: string;
  cause?: unknown;
}

/** Base of all errors that this package raises on purpose; anything else that escapes is a bug in it. */
export abstract class EzklError extends Error {
  /** Stable, machine-readable identity, `EZKL_…`; messages may change, codes do not. */
  readonly code: string;
  readonly what: string;
  readonly where: string | undefined;
  readonly remedy: string;

  constructor(code: string, { what, where, remedy, cause }: ErrorParts) {
    super(
      [
        // Names, paths and others' answers stand in the parts: each stays on its line, whatever is in it.
        `${code}: ${visible(what)}`,
        ...(where === undefined ? [] : [`  where:  ${visible(where)}`]),
        `  remedy: ${visible(remedy)}`,
      ].join("\n"),
      {
        cause,
      },
    );
    this.name = new.target.name;
    this.code = code;
    this.what = what;
    this.where = where;
    this.remedy = remedy;
  }

  toJSON(): { code: string; what: string; where?: string; remedy: string } {
    return { code: this.code, what: this.what, where: this.where, remedy: this.remedy };
  }
}
