import { compileFile, type CompiledContract } from "./compile.ts";
import { deployCompiled, type Connection } from "./scorer.ts";

const FILES = {
  AlwaysTrueVerifier: "BadVerifiers",
  AlwaysFalseVerifier: "BadVerifiers",
  SilentVerifier: "BadVerifiers",
  DelegatingProxy: "BadVerifiers",
  StaticForwarder: "BadVerifiers",
  SwitchedVerifier: "BadVerifiers",
  PermissiveVerifier: "PermissiveVerifier",
} as const;

type MockVerifier = keyof typeof FILES;

/**
 * A verifier of contracts/mocks for a consumer to pin. Not Hardhat's artifact: under `--coverage` that one reports each of its
 * statements through a STATICCALL, and is refused for it before the test comes to what it is about.
 */
export function compileMock(name: MockVerifier): CompiledContract {
  return compileFile(`contracts/mocks/${FILES[name]}.sol`, name);
}

/** Deploys it and returns its address. */
export async function deployMock(
  connection: Connection,
  name: MockVerifier,
  ...args: unknown[]
): Promise<string> {
  return deployCompiled(connection, compileMock(name), args);
}
