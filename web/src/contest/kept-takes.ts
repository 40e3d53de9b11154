/** Recordings that this browser keeps: `latest` of each ticket, and what was submitted, by its hash. */
const DATABASE = "hardhat-ezkl/contest";
const STORE = "takes";

/** Names a recording: a contest on a chain, a ticket, and `latest` or the recording's hash. */
export function keyOf(chainId: bigint, contest: string, ticket: bigint, which: string): string {
  return [chainId, contest, ticket, which].join("/");
}

export async function keepTake(key: string, bytes: Uint8Array): Promise<void> {
  await inStore("readwrite", async (store) => finished(store.put(bytes, key)));
}

/** @returns undefined when there is none, or the browser keeps nothing */
export async function keptTake(key: string): Promise<Uint8Array | undefined> {
  const kept: unknown = await inStore("readonly", async (store) => finished(store.get(key)));
  return kept instanceof Uint8Array ? kept : undefined;
}

/** A browser that keeps nothing, as in private windows, is no failure: the take is lost with the page. */
async function inStore(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => Promise<unknown>,
): Promise<unknown> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => void opening.result.createObjectStore(STORE);
  const database = await finished(opening).catch(() => undefined);
  if (database === undefined) return undefined;
  try {
    return await act(database.transaction(STORE, mode).objectStore(STORE));
  } finally {
    database.close();
  }
}

async function finished<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the browser's store does not answer"));
  });
}
