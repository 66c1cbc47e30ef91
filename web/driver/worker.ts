/** Keeps the page for days without signal, and sends what is left when one comes back. */
import { flush } from "./outbox.ts";
import { listUnsent } from "./store.ts";

declare const self: ServiceWorkerGlobalScope;
declare const __VERSION__: string;
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

const SHELL = `luco-driver-${__VERSION__}`;
const FILES = ["/driver", "/driver-panels.js", "/driver-en.json", "/driver.webmanifest", "/driver-icon.svg"];

self.addEventListener("install", (event) => {
  const fetched = FILES.map((path) => new Request(path, { cache: "no-cache" }));
  event.waitUntil(
    caches
      .open(SHELL)
      .then((cache) => cache.addAll(fetched))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOld().then(() => self.clients.claim()));
});

async function dropOld(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("luco-driver-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// The page and its picture only: what the service tells of persons is never kept here.
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const path = url.pathname === "/driver/" ? "/driver" : url.pathname;
  if (event.request.method === "GET" && url.origin === self.location.origin && FILES.includes(path)) {
    event.respondWith(
      caches
        .open(SHELL)
        .then((cache) => cache.match(path))
        .then((kept) => kept ?? fetch(event.request)),
    );
  }
});

self.addEventListener("sync", ((event: SyncEvent) => {
  event.waitUntil(sendLeft());
}) as EventListener);

async function sendLeft(): Promise<void> {
  const { ending } = await flush();
  new BroadcastChannel("luco-driver").postMessage("sent");
  if (ending === "away" && (await listUnsent()).length) {
    throw new Error("try again later"); // the browser then does
  }
}
