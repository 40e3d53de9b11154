import type { Plugin } from "vite";

import { BurnerInBuildError } from "../errors.ts";

import { virtualModule } from "./virtual.ts";

export interface BurnerOptions {
  /** Of the local node, which the page reaches through this server. */
  rpc: string;
  chainId: number;
  /** Private key that everybody may know. */
  key: string;
}

/** Where the page finds the local node: same origin, whatever its isolation. */
const RPC_PATH = "/rpc";

/** A wallet without a lock, for the development server alone. @throws BurnerInBuildError at the start of a build */
export function burner(options: BurnerOptions | undefined): Plugin[] {
  return [
    virtualModule("virtual:burner", () => {
      if (options === undefined) return "export const burner = undefined;";
      const { chainId, key } = options;
      return `export const burner = ${JSON.stringify({ chainId, key, rpc: RPC_PATH })};`;
    }),
    {
      name: "burner-only-in-development",
      config: (_, { command }) => {
        if (options === undefined) return undefined;
        if (command === "build") throw new BurnerInBuildError();
        const rewrite = (): string => "/";
        return { server: { proxy: { [RPC_PATH]: { target: options.rpc, rewrite, changeOrigin: true } } } };
      },
    },
  ];
}
