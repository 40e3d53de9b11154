import { EzklError } from "./base.ts";

const AGAIN = "fetch the file again from where it is published, and compare its hash";

/** A file that is no prepared powers-of-tau file of BN254, or a damaged one. */
export class PtauInvalidError extends EzklError {
  constructor(where: string, what: string, remedy = AGAIN) {
    super("EZKL_PTAU_INVALID", { what: `not a usable .ptau file: ${what}`, where, remedy });
  }
}

/** A powers-of-tau file that was never prepared for phase 2 has no Lagrange points. */
export class PtauUnpreparedError extends EzklError {
  constructor(where: string) {
    super("EZKL_PTAU_UNPREPARED", {
      what: "the .ptau file is not prepared for phase 2: it has no Lagrange points",
      where,
      remedy: "take the prepared (`_final_`) file, or run: snarkjs powersoftau prepare phase2",
    });
  }
}

/** A powers-of-tau file whose bytes are none of the published ones, whatever its points are. */
export class PtauUnpublishedError extends EzklError {
  constructor(where: string, blake2b: string) {
    super("EZKL_PTAU_UNPUBLISHED", {
      what: `the file is none of the published ceremony files (blake2b-512 ${blake2b.slice(0, 32)}…)`,
      where,
      remedy: AGAIN,
    });
  }
}

/** A structured reference string that is not well formed, or whose points do not belong together. */
export class SrsInvalidError extends EzklError {
  constructor(where: string, what: string, remedy = AGAIN) {
    super("EZKL_SRS_INVALID", { what: `not a usable SRS: ${what}`, where, remedy });
  }
}

/** A well-formed setup that nobody vouches for. */
export class SrsUnknownError extends EzklError {
  constructor(where: string) {
    super("EZKL_SRS_UNKNOWN", {
      what: "the SRS belongs to no ceremony that is known here: whoever made it may be able to forge proofs",
      where,
      remedy:
        "import a file of a known ceremony (ezkl srs list names them), or use it knowingly as a dev SRS: srs/kzg<k>.srs",
    });
  }
}

/** A ceremony was asked for and its file is not there; a dev SRS is never taken in its stead. */
export class CeremonyMissingError extends EzklError {
  constructor(ceremony: string, k: number, where: string) {
    super("EZKL_CEREMONY_MISSING", {
      what: `there is no SRS of ${ceremony === "ceremony" ? "any ceremony" : `the ceremony ${ceremony}`} for k=${k} or more on this machine`,
      where,
      remedy: `npx hardhat ezkl srs fetch ${k}   (the ceremony ezkl), or: npx hardhat ezkl srs import FILE   (hermez: powersOfTau28_hez_final_XX.ptau, or an .srs file)`,
    });
  }
}

/** There is no published file of that size. */
export class SrsSizeError extends EzklError {
  constructor(given: string, lowest: number, highest: number) {
    super("EZKL_SRS_SIZE", {
      what: `there is no SRS for k=${given}`,
      where: "K",
      remedy: `give a whole number from ${lowest} to ${highest}: the circuit's logrows`,
    });
  }
}

/** A download that did not come to its end. What has come is kept, and a later run goes on from there. */
export class DownloadError extends EzklError {
  constructor(url: string, what: string, cause?: unknown) {
    super("EZKL_DOWNLOAD", {
      what: `the download failed: ${what}`,
      where: url,
      remedy:
        "run again: it goes on where it stopped; behind a proxy set HTTPS_PROXY; a mirror is named with --url",
      cause,
    });
  }
}

/** A server gave something else than the published file; nothing of it is kept. */
export class DownloadMismatchError extends EzklError {
  constructor(url: string, what: string) {
    super("EZKL_DOWNLOAD_MISMATCH", {
      what: `the server does not have the published file: ${what}`,
      where: url,
      remedy: "nothing was kept; use another mirror (--url), and tell whoever runs this one",
    });
  }
}
