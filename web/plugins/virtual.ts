import { transformWithOxc, type Plugin } from "vite";

/** A module that is made when it is asked for. @param id what the page imports, `virtual:…` */
export function virtualModule(
  id: string,
  render: (command: "serve" | "build") => string | Promise<string>,
): Plugin {
  const resolved = `\0${id}`;
  let command: "serve" | "build" = "build";
  return {
    name: id,
    configResolved: (config) => {
      command = config.command;
    },
    resolveId: (source) => (source === id ? resolved : undefined),
    // Vite leaves modules without a file as they are: the types are taken off here.
    load: async (source) => {
      if (source !== resolved) return undefined;
      return (await transformWithOxc(await render(command), `${id.replace(":", "-")}.ts`)).code;
    },
  };
}
