import type { EngineVersion } from "./engine.ts";

/**
 * The engine releases this package drives, each pinned by the sha-256 of every wheel its authors published.
 * 21.0.0 is the audited release and the only one whose artifacts the wasm engine reads; 23.0.5 needs fewer rows.
 * There is no wheel for Linux on arm64.
 */
export const WHEEL_SHA256: Record<EngineVersion, readonly string[]> = {
  "21.0.0": [
    "6deb0d7761944e17d213c40652f8396a963ab349fadd3923cb830f584f71842c", // Linux x86-64
    "b2e00e286a8c275666091b7dfc3d978323e2d01892ec4200576795bc32e6e817", // macOS, Apple silicon
    "d72bfc76464a50ce39ac7013dda0e5e08a6105c8e13fe392e17cd1af32a36b67", // macOS, Intel
    "75c7be5d264d9389989b741431d915cfa7d5907f15ccff66f42c0938f1ffd1fa", // Windows x86-64
    "6459424a6bf02c72d462f46090de20db9eefe04c9296b0b14447a51fcde0da30", // Windows x86
  ],
  "23.0.5": [
    "1c7f59745fcdd2270be7eabe9d11e6821253275eb6a23709ba19b30d28815b3e", // Linux x86-64
    "a457f2b1930ceb6a2d73c24e874edf4e197107ded8f97a86d38b13045e7ffe44", // macOS, Apple silicon
    "a1d8e1930372419a655ddad9b888bb3d9ffba7fb88d941c31b2d706708327531", // macOS, Intel
    "a7690d3cc441716866910ff13e6746381afb352f860712f4577e1a7dd1b5a9d1", // Windows x86-64
    "61e621e97fabc5c5a4f9b2e8e5499fc8c37c4265158ebbe3e74fff434c08b091", // Windows x86
  ],
};

export const ENGINE_VERSIONS = ["21.0.0", "23.0.5"] as const;
export const DEFAULT_ENGINE_VERSION: EngineVersion = "21.0.0";

/** The requirements file handed to pip: one pinned release, any of its published wheels, nothing else. */
export function requirementsFor(version: EngineVersion): string {
  const hashes = WHEEL_SHA256[version].map((sha256) => ` \\\n    --hash=sha256:${sha256}`);
  return `ezkl==${version}${hashes.join("")}\n`;
}

/** False on platforms the engine's authors publish no wheel for. */
export function hasWheel(platform: NodeJS.Platform, arch: string): boolean {
  if (platform === "linux") return arch === "x64";
  if (platform === "darwin") return arch === "x64" || arch === "arm64";
  return platform === "win32" && (arch === "x64" || arch === "ia32");
}
