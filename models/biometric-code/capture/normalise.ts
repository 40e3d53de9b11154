import { blur, emptyField, type Field } from "./field.ts";

/** Working pixels over which mean and deviation are taken. */
const LOCAL = 6;
/** Deviation that is divided by at least, grey levels: less is noise. */
const LEAST_DEVIATION = 6;

/** An image with contrast evened out. */
export interface Normalised {
  /** Each pixel less the mean round it, in units of the deviation round it. */
  values: Field;
  /** That deviation, grey levels. */
  deviation: Field;
}

/** Takes out uneven light, pressure and the sensor's gain. */
export function normalise(image: Field): Normalised {
  const mean = blur(image, LOCAL);
  const values = emptyField(image.width, image.height);
  const squares = emptyField(image.width, image.height);
  for (let i = 0; i < image.data.length; i++) {
    const difference = (image.data[i] ?? 0) - (mean.data[i] ?? 0);
    values.data[i] = difference;
    squares.data[i] = difference ** 2;
  }
  const deviation = blur(squares, LOCAL);
  for (let i = 0; i < image.data.length; i++) {
    const here = Math.sqrt(deviation.data[i] ?? 0);
    deviation.data[i] = here;
    values.data[i] = (values.data[i] ?? 0) / Math.max(here, LEAST_DEVIATION);
  }
  return { values, deviation };
}
