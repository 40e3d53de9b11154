import type { EzklError } from "../../errors/base.ts";
import { EngineInstallError, EnginePlatformError } from "../../errors/engine.ts";
import type { EngineVersion } from "../engine.ts";
import { hasWheel, requirementsFor } from "../versions.ts";

/** Python packages that are installed together, each wheel pinned by its hash, into a private environment of their own. */
export interface PackageSet {
  /** Folder below the cache's `engines`: name and version. */
  name: string;
  /** The requirements file handed to pip. */
  requirements: string;
  /** The first reason why it cannot be installed here, before anything is done; undefined when it can. */
  refusal(platform: NodeJS.Platform, arch: string, pythonVersion: string): EzklError | undefined;
  /** What an installation that failed in `where` is reported as. */
  failed(where: string, output: string, cause?: unknown): EzklError;
}

/** One release of the engine. */
export function enginePackages(version: EngineVersion): PackageSet {
  return {
    name: `ezkl-${version}`,
    requirements: requirementsFor(version),
    refusal: (platform, arch) =>
      hasWheel(platform, arch) ? undefined : new EnginePlatformError(platform, arch),
    failed: (where, output, cause) => new EngineInstallError(version, where, output, cause),
  };
}
