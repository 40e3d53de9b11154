import { EzklError, type ErrorParts } from "../../../src/index.ts";

/** The page was built where the model was not. */
export class CircuitMissingError extends EzklError {
  constructor(model: string, reason?: { missing: string; remedy: string }) {
    super("EZKL_WEB_CIRCUIT_MISSING", {
      what: `this page does not carry the circuit of ${model}: ${reason?.missing ?? "it is no model of this project"}`,
      where: model,
      remedy: reason?.remedy ?? "add the model, then start or build the page again",
    });
  }
}

/** What this page was built with is not a catalogue of circuits. */
export class CatalogueError extends EzklError {
  constructor(detail: string) {
    super("EZKL_WEB_CATALOGUE", {
      what: `the page's list of circuits cannot be read: ${detail}`,
      remedy: "build the page again",
    });
  }
}

export class DownloadError extends EzklError {
  constructor(where: string, detail: string, cause?: unknown) {
    super("EZKL_WEB_DOWNLOAD", {
      what: `a file for the proof could not be downloaded: ${detail}`,
      where,
      remedy: "check the connection and try again; what has arrived is kept",
      cause,
    });
  }
}

/** Nothing of it is used or kept. */
export class DownloadDamagedError extends EzklError {
  constructor(where: string, detail: string) {
    super("EZKL_WEB_DOWNLOAD_DAMAGED", {
      what: `a downloaded file is not the one that the model's manifest names: ${detail}`,
      where,
      remedy: "try again; if it happens again, the site's files are damaged or were replaced: do not use it",
    });
  }
}

/** The key that this page made is another than the build's. */
export class KeyDiffersError extends EzklError {
  constructor(model: string) {
    super("EZKL_WEB_KEY_DIFFERS", {
      what: "the proving key made in this page is not the one that the model's manifest names",
      where: model,
      remedy:
        "reload the page and try again; if it happens again, build the model with --force and the page after it",
    });
  }
}

/** The worker ended by itself: most often there was no more memory. */
export class WorkerEndedError extends EzklError {
  constructor(detail: string) {
    super("EZKL_WEB_WORKER_ENDED", {
      what: `proving ended by itself${detail === "" ? "" : `: ${detail}`}`,
      where: "the page's worker",
      remedy: "close other pages to free memory and try again",
    });
  }
}

/** An error of the core that was raised in a worker: the same code, text and remedy. */
export class WorkerSaidError extends EzklError {
  constructor(code: string, parts: ErrorParts) {
    super(code, parts);
  }
}
