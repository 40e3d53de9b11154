/** Opens a contest in a process of its own, for a test that kills it. */
import { CONTEST_MEMORY } from "../../tasks/singing-contest/memory.ts";
import { open } from "../../tasks/singing-contest/open/task-action.ts";
import { visitNode } from "../../test/helpers/desk.ts";
import { TERMS } from "../../test/samples/singing-contest/tasks/stage.ts";

const { DEPLOY_URL: url = "", DEPLOY_FOLDER: folder = "", DEPLOY_VERIFIER: verifier = "" } = process.env;
await visitNode(folder, CONTEST_MEMORY, { url }, async (desk) => open({ ...TERMS, verifier }, desk));
