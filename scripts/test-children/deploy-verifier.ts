/** Deploys in a process of its own, for a test that kills it. */
import { deployTo, placesIn } from "../../test/deployments/stage.ts";

const { DEPLOY_URL: url = "", DEPLOY_FOLDER: folder = "" } = process.env;
await deployTo({ url }, { places: placesIn(folder) });
