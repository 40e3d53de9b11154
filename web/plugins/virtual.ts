import type { Plugin } from "vite";

/** A module that is made when it is asked for. @param id what the page imports, `virtual:…` */
export function virtualModule(
  id: string,
  render: (command: "serve" | "build") => string | Promise<string>,
): Plugin {
  // The ending tells Vite that it is TypeScript.
  const resolved = `\0${id}.ts`;
  let command: "serve" | "build" = "build";
  return {
    name: id,
    configResolved: (config) => {
      command = config.command;
    },
    resolveId: (source) => (source === id ? resolved : undefined),
    load: async (source) => (source === resolved ? render(command) : undefined),
  };
}
