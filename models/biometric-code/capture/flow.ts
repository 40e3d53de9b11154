import { blur, emptyField, type Field } from "./field.ts";

/**
 * Direction of the ridges on a coarse grid, as complex numbers with the doubled angle, so that opposite directions are
 * the same: length 1 where all gradients nearby agree, 0 where none do.
 */
export interface Flow {
  re: Field;
  im: Field;
  /** Mean squared gradient nearby: how much ridge there is at all. */
  energy: Field;
}

/** Working pixels to a pixel of the flow. */
export const FLOW_STEP = 2;
/** Working pixels: enough against noise, and little enough to leave ridges of 4 pixels. */
const GRADIENT_BLUR = 0.6;
/** Pixels of the flow over which gradients are averaged. */
const AVERAGE = 2;

/** The squared gradient field, averaged and divided by its energy. */
export function flowOf(image: Field): Flow {
  const smooth = blur(image, GRADIENT_BLUR);
  const { width, height, data } = smooth;
  const w = Math.floor(width / FLOW_STEP);
  const h = Math.floor(height / FLOW_STEP);
  const re = emptyField(w, h);
  const im = emptyField(w, h);
  const energy = emptyField(w, h);
  for (let y = 1; y < Math.min(height - 1, h * FLOW_STEP); y++) {
    for (let x = 1; x < Math.min(width - 1, w * FLOW_STEP); x++) {
      const at = y * width + x;
      const gx = (data[at + 1] ?? 0) - (data[at - 1] ?? 0);
      const gy = (data[at - width] ?? 0) - (data[at + width] ?? 0);
      const to = Math.floor(y / FLOW_STEP) * w + Math.floor(x / FLOW_STEP);
      // Minus the square of the gradient: ridges run across it.
      re.data[to] = (re.data[to] ?? 0) + gy * gy - gx * gx;
      im.data[to] = (im.data[to] ?? 0) - 2 * gx * gy;
      energy.data[to] = (energy.data[to] ?? 0) + gx * gx + gy * gy;
    }
  }
  const mean = { re: blur(re, AVERAGE), im: blur(im, AVERAGE), energy: blur(energy, AVERAGE) };
  const floor = 1e-3 * mean.energy.data.reduce((most, value) => Math.max(most, value), 1e-6);
  for (let i = 0; i < mean.re.data.length; i++) {
    const total = (mean.energy.data[i] ?? 0) + floor;
    mean.re.data[i] = (mean.re.data[i] ?? 0) / total;
    mean.im.data[i] = (mean.im.data[i] ?? 0) / total;
  }
  return mean;
}
