export type Dims = readonly number[];

/** How many elements a tensor of these dimensions has. */
export const sizeOf = (dims: Dims): number => dims.reduce((product, dim) => product * dim, 1);

/** How far apart neighbours of each axis are in row-major order. */
export function stridesOf(dims: Dims): number[] {
  const strides = new Array<number>(dims.length);
  let stride = 1;
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= dims[axis] ?? 1;
  }
  return strides;
}

/** The dimensions of what two tensors give element by element; undefined when they do not fit. */
export function broadcastDims(a: Dims, b: Dims): number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const dims: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) return undefined;
    dims.push(left === 1 ? right : left);
  }
  return dims;
}

/** For each element of `dims` in row-major order, the sum of its coordinates times `steps`, plus `start`. */
export function walk(dims: Dims, steps: readonly number[], start = 0): Int32Array {
  const size = sizeOf(dims);
  const places = new Int32Array(size);
  const coordinates = new Array<number>(dims.length).fill(0);
  let place = start;
  for (let i = 0; i < size; i++) {
    places[i] = place;
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      const step = steps[axis] ?? 0;
      const next = (coordinates[axis] ?? 0) + 1;
      place += step;
      if (next < (dims[axis] ?? 1)) {
        coordinates[axis] = next;
        break;
      }
      coordinates[axis] = 0;
      place -= step * next;
    }
  }
  return places;
}

/** Where each element of `to` is found in a tensor of dimensions `from` that is repeated along its axes of length one. */
export function broadcastPlaces(from: Dims, to: Dims): Int32Array {
  const strides = stridesOf(from);
  const steps = to.map((_, axis) => {
    const own = axis - to.length + from.length;
    return own < 0 || from[own] === 1 ? 0 : (strides[own] ?? 0);
  });
  return walk(to, steps);
}

/** Whether `places` is 0, 1, 2, … */
export const isIdentity = (places: Int32Array, size: number): boolean =>
  places.length === size && places.every((place, i) => place === i);
