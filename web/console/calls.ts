/** Calls to the service. A refusal is thrown as what the service says of it, in both languages. */
import { either, lang, say } from "./words.ts";

export interface Fault {
  message_vi: string;
  message_en: string;
  file?: string;
  row?: number | null;
  column?: string;
  pointer?: string;
}
interface Said {
  code: string;
  message_vi: string;
  message_en: string;
  errors?: Fault[];
  [more: string]: unknown;
}
interface Sent {
  body?: unknown;
  form?: FormData;
  version?: number;
  once?: boolean;
}

export class Refusal extends Error {
  readonly status: number;
  readonly said: Said | undefined;

  constructor(status: number, said: Said | undefined) {
    super(said ? either(said.message_vi, said.message_en) : say("away"));
    this.status = status;
    this.said = said;
  }

  get faults(): Fault[] {
    return this.said?.errors ?? [];
  }
}

let guard = "";

/** What every change made from this page carries. */
export function guardWith(csrf: string): void {
  guard = csrf;
}

export async function call<T>(method: string, path: string, sent: Sent = {}): Promise<T> {
  const headers: Record<string, string> = { "Accept-Language": lang() };
  if (method !== "GET") {
    headers["X-CSRF-Token"] = guard;
  }
  if (sent.body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  if (sent.version !== undefined) {
    headers["If-Match"] = `"${sent.version}"`;
  }
  if (sent.once) {
    headers["Idempotency-Key"] = crypto.randomUUID();
  }
  const answer = await fetch(`/api/v1/${path}`, {
    method,
    headers,
    body: sent.form ?? (sent.body === undefined ? null : JSON.stringify(sent.body)),
  }).catch(() => undefined);
  if (answer === undefined) {
    throw new Refusal(0, undefined);
  }
  if (answer.status === 401) {
    location.reload(); // the way in is at the same address
  }
  const text = await answer.text();
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  if (!answer.ok) {
    throw new Refusal(answer.status, isJson ? JSON.parse(text) : undefined);
  }
  return text && isJson ? JSON.parse(text) : (undefined as T);
}

interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/** Fetch all pages of a list. */
export async function listAll<T>(path: string): Promise<T[]> {
  const found: T[] = [];
  const join = path.includes("?") ? "&" : "?";
  let cursor: string | null = "";
  while (cursor !== null) {
    const after: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<T> = await call<Page<T>>("GET", `${path}${join}limit=200${after}`);
    found.push(...page.items);
    cursor = page.next_cursor;
  }
  return found;
}
