import type { SrsChoice } from "../../src/srs/places.ts";

/** The `ezkl` key of hardhat.config.ts. Relative paths start at the project's root. */
export interface EzklUserConfig {
  /** Folders that hold one folder a model; default ["models"]. */
  models?: string[];
  /** Where generated Solidity goes, inside of a Solidity source folder; default "contracts/generated". */
  generated?: string;
  /** Where generated TypeScript goes; default "types/ezkl". */
  types?: string;
  /** The project's own SRS files, `kzg<k>.srs`; default "srs". */
  srs?: string;
  /** What models stand on that say nothing of their own: "dev", "ceremony" or a ceremony's name; default: the project's own file, else dev. */
  defaultSrs?: SrsChoice;
  /** Engines and dev SRS files of this user; default the platform's cache folder. */
  cacheDir?: string;
  /** What generated TypeScript imports the core from; default "hardhat-ezkl/core". */
  coreImport?: string;
  /** Longest time for one step of the engine; default 3600. */
  timeoutSeconds?: number;
  /** Where circuits and keys are kept by what they were made from; false: in the models' folders alone. */
  store?: false | EzklStoreUserConfig;
}

export interface EzklStoreUserConfig {
  /** Default: "store" in the cache folder. */
  directory?: string;
  /** A folder or an http(s) URL, made by `ezkl store export`, that keys are taken from; never written to. */
  shared?: string;
  /** What the store may take before the least recently used goes; default 20 GB. */
  quotaBytes?: number;
}

/** The resolved configuration: absolute paths. */
export interface EzklConfig {
  models: string[];
  generated: string;
  types: string;
  srs: string;
  defaultSrs: SrsChoice | undefined;
  cacheDir: string;
  coreImport: string;
  timeoutSeconds: number;
  store: EzklStoreConfig | undefined;
}

export interface EzklStoreConfig {
  directory: string;
  /** A URL, or an absolute path. */
  shared: string | undefined;
  quotaBytes: number;
}
