/** Real values on a grid of pixels, row by row from the top left. */
export interface Field {
  width: number;
  height: number;
  data: Float32Array;
}

export function emptyField(width: number, height: number): Field {
  return { width, height, data: new Float32Array(width * height) };
}

/** The value between pixels by bilinear interpolation; beyond the edge, that of the edge. */
export function sampleAt({ width, height, data }: Field, x: number, y: number): number {
  const cx = Math.min(Math.max(x, 0), width - 1);
  const cy = Math.min(Math.max(y, 0), height - 1);
  const left = Math.min(Math.floor(cx), width - 2);
  const top = Math.min(Math.floor(cy), height - 2);
  const fx = cx - left;
  const fy = cy - top;
  const at = top * width + left;
  const upper = (data[at] ?? 0) * (1 - fx) + (data[at + 1] ?? 0) * fx;
  const lower = (data[at + width] ?? 0) * (1 - fx) + (data[at + width + 1] ?? 0) * fx;
  return upper * (1 - fy) + lower * fy;
}

/** Convolves with a Gaussian of deviation `sigma` pixels (cut at 3 sigma), the edge repeated outwards. */
export function blur(field: Field, sigma: number): Field {
  const weights = gaussian(sigma);
  return alongColumns(alongRows(field, weights), weights);
}

/** Weights of a Gaussian from -3 sigma to 3 sigma that sum to 1. */
function gaussian(sigma: number): Float32Array {
  const reach = Math.max(1, Math.ceil(3 * sigma));
  const weights = Float32Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function alongRows({ width, height, data }: Field, weights: Float32Array): Field {
  const reach = (weights.length - 1) / 2;
  const result = emptyField(width, height);
  const padded = new Float32Array(width + 2 * reach);
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * width, (y + 1) * width);
    padded.fill(row[0] ?? 0, 0, reach);
    padded.set(row, reach);
    padded.fill(row[width - 1] ?? 0, reach + width);
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += (weights[k] ?? 0) * (padded[x + k] ?? 0);
      result.data[y * width + x] = sum;
    }
  }
  return result;
}

function alongColumns({ width, height, data }: Field, weights: Float32Array): Field {
  const reach = (weights.length - 1) / 2;
  const result = emptyField(width, height);
  for (let y = 0; y < height; y++) {
    const out = result.data.subarray(y * width, (y + 1) * width);
    for (let k = 0; k < weights.length; k++) {
      const from = Math.min(Math.max(y + k - reach, 0), height - 1) * width;
      const weight = weights[k] ?? 0;
      for (let x = 0; x < width; x++) out[x] = (out[x] ?? 0) + weight * (data[from + x] ?? 0);
    }
  }
  return result;
}
