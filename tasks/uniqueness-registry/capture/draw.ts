import { basename, extname } from "node:path";

import { PRESSES } from "../../../models/biometric-code/capture/combine.ts";
import { readImage } from "../../../models/biometric-code/capture/read-image.ts";
import { takePatch } from "../../../models/biometric-code/capture/take-patch.ts";
import { CONDITIONS } from "../../../models/biometric-code/finger/conditions.ts";
import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { readRequired } from "../../../src/pipeline/files.ts";
import { parseCount } from "../../samples/parse/count.ts";

import { FINGER_NAME, MOST_PRESSES, pressSynthetic } from "./synthetic.ts";

export interface DrawArguments {
  finger?: string;
  press: string;
  conditions: string;
  image?: string;
  dpi: string;
}

/** The device's patch of a finger (240 bytes), where its images came from, and a name for its file. */
export interface Drawn {
  patch: Uint8Array;
  source: string;
  name: string;
}

/** A synthetic finger's presses, or the images of files. @throws InputInvalidError, FileMissingError, and what the image's reader throws */
export async function draw(args: DrawArguments): Promise<Drawn> {
  if ((args.finger === undefined) === (args.image === undefined)) {
    throw new InputInvalidError(
      "--finger",
      args.finger === undefined ? "there is no finger to capture" : "there are two fingers to capture",
      "give --finger NAME for a synthetic one, or --image FILE,FILE,FILE",
    );
  }
  return args.image === undefined ? synthetic(args.finger ?? "", args) : fromFiles(args.image, args.dpi);
}

/** Pixels an inch that sensors have. */
const DPI = [200, 2000] as const;

function synthetic(finger: string, args: DrawArguments): Drawn {
  if (!FINGER_NAME.test(finger)) {
    throw new InputInvalidError(
      "--finger",
      `"${finger}" names no finger`,
      "give up to 40 letters, digits, hyphens and underscores",
    );
  }
  if (!isConditions(args.conditions)) {
    throw new InputInvalidError(
      "--conditions",
      `there are no conditions "${args.conditions}"`,
      `give one of ${Object.keys(CONDITIONS).join(", ")}`,
    );
  }
  const number = parseCount(args.press, "--press", [1, MOST_PRESSES]);
  const { patch, source } = pressSynthetic(finger, number, args.conditions);
  return { patch, source, name: `${finger}-${number}` };
}

function isConditions(name: string): name is keyof typeof CONDITIONS {
  return Object.hasOwn(CONDITIONS, name);
}

async function fromFiles(list: string, dpi: string): Promise<Drawn> {
  const paths = list.split(",").filter((path) => path !== "");
  const [first] = paths;
  if (first === undefined || paths.length > PRESSES) {
    throw new InputInvalidError(
      "--image",
      `${paths.length} images make no capture`,
      `give up to ${PRESSES} images of one finger, with commas between them`,
    );
  }
  const density = parseCount(dpi, "--dpi", DPI);
  const images = await Promise.all(
    paths.map(async (path) => readImage(await readRequired(path, "the image"), path, density)),
  );
  const name = basename(first, extname(first))
    .replace(/[^\w-]/g, "_")
    .slice(0, 40);
  const names = paths.map((path) => basename(path)).join(", ");
  return { patch: takePatch(images, images.length), source: `finger in ${names}`, name };
}
