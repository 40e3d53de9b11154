export { renderReusable } from "./render.ts";
export { REUSABLE_ENGINE } from "./source.ts";
