import { fileURLToPath } from "node:url";

import { webConfig } from "./config.ts";

/** For `vite build` and `vite preview`: the page on what this project has deployed. */
export default webConfig({ deployments: fileURLToPath(new URL("../deployments", import.meta.url)) });
