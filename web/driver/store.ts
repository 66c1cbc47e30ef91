/** What the phone keeps: reports not yet sent, the day's route, who is signed in. */
import type { Done, Kept, SentEvent } from "./shapes.ts";

const STORES = ["outbox", "done", "kept"] as const;
type Store = (typeof STORES)[number];
let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open("luco-driver", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("outbox", { keyPath: "n", autoIncrement: true });
      request.result.createObjectStore("done", { keyPath: "id" });
      request.result.createObjectStore("kept");
    };
    request.onsuccess = () => {
      request.result.onclose = () => (opened = undefined);
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  }).catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** Run one transaction over all stores; it is over, and on the disk, when the promise holds. */
async function transact<T>(
  mode: IDBTransactionMode,
  act: (store: (name: Store) => IDBObjectStore) => Pick<IDBRequest<T>, "result"> | undefined,
): Promise<T | undefined> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORES, mode, { durability: "strict" });
    const request = act((name) => transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** Read something kept under a name. */
export async function recall<T>(name: string): Promise<T | undefined> {
  return transact<T>("readonly", (store) => store("kept").get(name));
}

/** Keep something under a name; `undefined` forgets it. */
export async function keep(name: string, value: unknown): Promise<void> {
  await transact<unknown>("readwrite", (store) =>
    value === undefined ? store("kept").delete(name) : store("kept").put(value, name),
  );
}

/** Keep an event until it was answered, counted after all that this phone reported before. */
export async function addEvent(who: string, event: Omit<SentEvent, "seq" | "device_id">, device: string): Promise<void> {
  await transact("readwrite", (store) => {
    const count = store("kept").get("seq");
    count.onsuccess = () => {
      const seq = Number(count.result ?? 0) + 1;
      store("kept").put(seq, "seq");
      store("outbox").add({ who, event: { ...event, seq, device_id: device } } satisfies Kept);
    };
    return undefined;
  });
}

export async function listUnsent(): Promise<Kept[]> {
  return (await transact<Kept[]>("readonly", (store) => store("outbox").getAll())) ?? [];
}

export async function listDone(): Promise<Done[]> {
  return (await transact<Done[]>("readonly", (store) => store("done").getAll())) ?? [];
}

/** Take answered events out of the outbox and keep what came of them, all at once. */
export async function settle(answered: readonly (Done & { n: number })[]): Promise<void> {
  await transact("readwrite", (store) => {
    for (const { n, ...done } of answered) {
      store("outbox").delete(n);
      store("done").put(done);
    }
    return undefined;
  });
}

/** Forget answered events. */
export async function forgetDone(ids: readonly string[]): Promise<void> {
  await transact("readwrite", (store) => {
    for (const id of ids) {
      store("done").delete(id);
    }
    return undefined;
  });
}
