/** Sends what was reported, each event until it is answered; page and worker never at once. */
import { call } from "./calls.ts";
import type { Kept, Result, Session } from "./shapes.ts";
import { keep, listUnsent, recall, settle } from "./store.ts";

const BATCH = 50;
const LOCK = "luco-outbox";

/** Why sending ended: nothing left to send, no way through now, or no right to send any more. */
export type Ending = "empty" | "away" | "ended" | "refused";
export interface Flushed {
  ending: Ending;
  retryMs: number;
  sent: number;
}

/** Whose events a session may send. */
export function ownerOf(session: Session): string {
  return `${session.subject}|${session.date ?? ""}`;
}

/** Tell whether a session may send what was reported under another: that of the same driver. */
export function maySend(session: Session, who: string): boolean {
  return who === ownerOf(session) || (!session.date && who.startsWith(`${session.subject}|`));
}

/** Send all that this session may send. */
export async function flush(): Promise<Flushed> {
  // Without a secure origin there are no locks, and no worker either.
  return navigator.locks ? navigator.locks.request(LOCK, sendAll) : inTurn(sendAll);
}

let last: Promise<unknown> = Promise.resolve();
function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const turn = last.then(run);
  last = turn.catch(() => undefined);
  return turn;
}

async function sendAll(): Promise<Flushed> {
  for (let sent = 0, isRenewed = false; ; ) {
    const session = await recall<Session>("session");
    const mine = session ? (await listUnsent()).filter((each) => maySend(session, each.who)) : [];
    if (!session || !mine.length) {
      return { ending: "empty", retryMs: 0, sent };
    }
    const batch = mine.slice(0, BATCH);
    const body = { sent_at: new Date().toISOString(), events: batch.map((each) => each.event) };
    const answer = await call<{ results?: Result[] }>("POST", "events", body, session.csrf);
    const settled = answer.status === 200 ? await settleAnswered(batch, answer.body?.results ?? []) : 0;
    sent += settled;
    if (answer.status === 403 && !isRenewed && (await renew(session))) {
      isRenewed = true;
    } else if (!settled) {
      return { ending: endingOf(answer.status), retryMs: answer.retryMs, sent };
    }
  }
}

function endingOf(status: number): Ending {
  if (status === 401 || status === 403) {
    return "ended";
  }
  const isFinal = status >= 400 && status < 500 && status !== 409 && status !== 429;
  return isFinal ? "refused" : "away";
}

async function settleAnswered(batch: readonly Kept[], results: readonly Result[]): Promise<number> {
  const byId = new Map(results.map((each) => [each.id, each]));
  const answered = batch.flatMap(({ n, event }) => {
    const result = byId.get(event.id);
    return n !== undefined && result ? [{ n, id: event.id, event, result }] : [];
  });
  await settle(answered);
  return answered.length;
}

/** Read anew what changes must carry; the cookie may have changed in another window. */
async function renew(session: Session): Promise<boolean> {
  const answer = await call<Session>("GET", "session");
  const now = answer.body;
  if (answer.status !== 200 || !now || now.csrf === session.csrf || now.subject !== session.subject) {
    return false;
  }
  await keep("session", { ...session, date: now.date, csrf: now.csrf });
  return true;
}
