/**
 * What `.ci/run` does, by name, for CI systems that run the parts side by side. Each test runs once: those that coverage runs are left out of the others.
 * @param {string} share Of the guards, the perturbed proofs and the changed contracts, as I/N.
 * @returns {Record<string, { script: string, args: readonly string[] }>} `script`: of package.json.
 */
export function partsOf(share) {
  return {
    test: { script: "test", args: ["--unmeasured"] },
    coverage: { script: "coverage", args: [] },
    web: { script: "test:web", args: [] },
    check: { script: "check", args: [] },
    verdicts: { script: "verdicts", args: ["--share", share] },
    mutate: { script: "mutate", args: ["--share", share] },
  };
}
