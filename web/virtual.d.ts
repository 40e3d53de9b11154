/** What this project has deployed, by chain id and name: see `src/deployments/module.ts`. */
declare module "virtual:deployments" {
  type Records = Readonly<
    Record<string, { readonly address: string; readonly codeHash: string; readonly blockNumber: number }>
  >;
  export const deployments: Readonly<Record<string, Records>>;
}

/** The wallet without a lock of a development server; nothing in a build. */
declare module "virtual:burner" {
  export const burner: { readonly chainId: number; readonly key: string; readonly rpc: string } | undefined;
}

/** The local world of `npm run web`; nothing in a build. */
declare module "virtual:practice" {
  export const practice:
    | {
        readonly chainId: number;
        readonly device: string;
        readonly tokens: { readonly stable: string; readonly risk: string; readonly payout: string };
      }
    | undefined;
}

/** The circuits that this page proves: see `src/prover/catalogue.ts`. */
declare module "virtual:circuits" {
  export const circuits: unknown;
}
