import "@mantine/core/styles.css";

import { MantineProvider } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
import { createRoot } from "react-dom/client";

import { EzklError } from "../../src/index.ts";
import { ProvingSteps } from "../src/prover/proving-steps.tsx";
import { hexSha256 } from "../src/prover/sha256.ts";
import type { ProofWanted, ProvingOptions, ProvingStep } from "../src/prover/types.ts";
import { usePageProver, useProof } from "../src/prover/use-prover.tsx";
import { THEME, VARIABLES } from "../src/ui/theme.ts";

import type { Asked, Attempt } from "./asked.ts";

const CACHE = "hardhat-ezkl/circuits";

async function attempt<T>(
  work: (options: ProvingOptions) => Promise<T>,
  cancelAt?: ProvingStep,
): Promise<Attempt<T>> {
  const cancelling = new AbortController();
  const steps: ProvingStep[] = [];
  let bytes = 0;
  const start = performance.now();
  const outcome = await work({
    signal: cancelling.signal,
    onProgress: (progress) => {
      if (steps.at(-1) !== progress.step) steps.push(progress.step);
      bytes = Math.max(bytes, progress.bytes?.done ?? 0);
      if (progress.step === cancelAt) cancelling.abort();
    },
  }).then(
    (result) => ({ result }),
    (error: unknown) =>
      error instanceof EzklError
        ? { refused: error.code, remedy: error.remedy }
        : { refused: error instanceof Error ? error.name : String(error) },
  );
  const seconds = (performance.now() - start) / 1000;
  return { ...outcome, steps, bytes, seconds };
}

async function keptFiles(): Promise<{ sha256: string; bytes: Uint8Array<ArrayBuffer> }[]> {
  const cache = await caches.open(CACHE);
  const files = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    const bytes = new Uint8Array((await response?.arrayBuffer()) ?? new ArrayBuffer(0));
    files.push({ sha256: request.url.split("/").at(-1) ?? "", bytes });
  }
  return files;
}

function Harness(): ReactNode {
  const prover = usePageProver();
  const proof = useProof();
  const { prove } = proof;
  useEffect(() => {
    const asked: Asked = {
      threads: prover.threads,
      prove: async (wanted, cancelAt) => attempt(async (options) => prover.prove(wanted, options), cancelAt),
      run: async (model, input) => attempt(async (options) => prover.run({ model, input }, options)),
      poseidon: async (values) => prover.poseidon(values),
      show: (wanted: ProofWanted) => void prove(wanted),
      kept: async () => {
        const files = await keptFiles();
        return Promise.all(
          files.map(async ({ sha256, bytes }) => ({ sha256, intact: (await hexSha256(bytes)) === sha256 })),
        );
      },
      damage: async (sha256) => {
        const file = (await keptFiles()).find((kept) => kept.sha256 === sha256);
        if (file === undefined) throw new Error(`${sha256} is not kept`);
        file.bytes[file.bytes.length >> 1] = (file.bytes[file.bytes.length >> 1] ?? 0) ^ 1;
        await (await caches.open(CACHE)).put(`/${sha256}`, new Response(file.bytes));
      },
    };
    Object.assign(globalThis, { asked });
  }, [prover, prove]);
  return <ProvingSteps proof={proof} />;
}

createRoot(document.getElementById("root") as HTMLElement).render(
  <MantineProvider theme={THEME} cssVariablesResolver={VARIABLES} defaultColorScheme="auto">
    <main>
      <Harness />
    </main>
  </MantineProvider>,
);
