/** The driver's day on this phone: who is signed in, the route, what is to be known of both. */
import { call, type Problem } from "./calls.ts";
import { type Change, listChanges } from "./changes.ts";
import { maySend, ownerOf } from "./outbox.ts";
import type { Done, Kept, Kind, Route, Session, StopState } from "./shapes.ts";
import { foldStates, type Shown } from "./states.ts";
import { addEvent, forgetDone, keep, listDone, listUnsent, recall } from "./store.ts";

/** How the service stands to us: `none` before the first answer. */
export type Standing = "none" | "ok" | "away" | "ended" | "no_route" | "refused";
const CLOCK_LIMIT_MS = 10 * 60_000;
const NOON_OF_NEXT_DAY_MS = 36 * 3_600_000;

export class Day {
  session: Session | undefined;
  route: Route | undefined;
  changes: Change[] = [];
  states: Map<string, Shown> = new Map();
  unsent = 0;
  /** Unsent events of somebody else who used this phone. */
  foreign = 0;
  standing: Standing = "none";
  refusal: Problem | undefined;
  vehicles: string[] = [];
  vehicle = "";
  skewMs = 0;
  #known: StopState[] = [];
  #device = "";

  /** Read what this phone kept; there may be nothing. */
  async recall(): Promise<void> {
    [this.session, this.route] = [await recall<Session>("session"), await recall<Route>("route")];
    this.changes = (await recall<Change[]>("changes")) ?? [];
    this.vehicle = (await recall<string>("vehicle")) ?? "";
    this.#known = (await recall<StopState[]>("states")) ?? [];
    this.#device = (await recall<string>("device")) ?? newId();
    await keep("device", this.#device);
    await this.count();
  }

  /** Read what was reported and what of it is not sent yet. */
  async count(): Promise<void> {
    const { session } = this;
    const [unsent, done]: [Kept[], Done[]] = [await listUnsent(), await listDone()];
    const mine = session ? unsent.filter((each) => maySend(session, each.who)) : unsent;
    [this.unsent, this.foreign] = [mine.length, unsent.length - mine.length];
    this.states = foldStates(this.#known, done, unsent);
  }

  /** Come in by the secret of a link; what somebody else reported on this phone is kept. */
  async enter(key: string): Promise<boolean> {
    const answer = await call<Session & { route: Route | null }>("POST", "session?route=true", { key });
    this.#note(answer.skewMs);
    if (answer.status !== 201 || !answer.body) {
      this.standing = answer.status ? "refused" : "away";
      this.refusal = answer.body;
      return false;
    }
    const { subject, date, csrf, route } = answer.body;
    const session = { subject, date, csrf, mark: markOf(key) };
    if (!this.session || ownerOf(this.session) !== ownerOf(session)) {
      await this.#forget();
    }
    this.session = session;
    await keep("session", session);
    this.refusal = undefined;
    if (route) {
      await this.#take(route);
    }
    return true;
  }

  /** Fetch who an account's cookie stands for, where no link was used on this phone. */
  async recognise(): Promise<void> {
    const answer = await call<Session>("GET", "session");
    this.#note(answer.skewMs);
    if (answer.status === 200 && answer.body) {
      const { subject, date, csrf } = answer.body;
      this.session = { subject, date, csrf, mark: "" };
      await keep("session", this.session);
    } else {
      this.standing = answer.status ? "ended" : "away";
    }
  }

  /** Fetch the route as it is now; without an answer the one that was kept stays. */
  async refresh(): Promise<void> {
    const query = this.vehicle ? `?vehicle=${encodeURIComponent(this.vehicle)}` : "";
    const answer = await call<Route>("GET", `route${query}`);
    this.#note(answer.skewMs);
    this.refusal = undefined;
    if (answer.status === 200 && answer.body) {
      await this.#take(answer.body);
    } else if (answer.body?.code === "VEHICLE_WANTED") {
      this.vehicles = answer.body.vehicles ?? [];
      this.standing = "ok";
    } else {
      this.standing = answer.status === 401 ? "ended" : answer.status === 404 ? "no_route" : answer.status ? "refused" : "away";
      this.refusal = answer.body;
    }
    if (answer.status === 200) {
      await this.#refreshStates();
    }
  }

  /** Report something of a stop: kept before anything is sent. */
  async report(kind: Kind, stop_id: string, payload: Record<string, unknown>): Promise<void> {
    const { route, session } = this;
    if (!route) {
      return;
    }
    const event = {
      id: newId(),
      base_version: route.version,
      route_id: route.route_id,
      stop_id,
      kind,
      device_time: new Date().toISOString(),
      payload,
    };
    await addEvent(session ? ownerOf(session) : "", event, this.#device);
    await this.count();
  }

  async choose(vehicle: string): Promise<void> {
    this.vehicle = vehicle;
    this.vehicles = [];
    await keep("vehicle", vehicle);
  }

  async see(): Promise<void> {
    this.changes = [];
    await keep("changes", []);
  }

  /** Whether the day of the link is over, by the service's clock. */
  get isOver(): boolean {
    const date = this.session?.date;
    return Boolean(date) && Date.now() + this.skewMs > Date.parse(`${date}T00:00:00+07:00`) + NOON_OF_NEXT_DAY_MS;
  }

  get isClockWrong(): boolean {
    return Math.abs(this.skewMs) > CLOCK_LIMIT_MS;
  }

  async #take(route: Route): Promise<void> {
    const found = this.route ? listChanges(this.route, route) : [];
    if (found.length) {
      // What was not acknowledged yet stays to be read, unless it changed again.
      const again = new Set(found.map((each) => each.stop_id));
      this.changes = [...this.changes.filter((each) => !again.has(each.stop_id)), ...found];
      await keep("changes", this.changes);
    }
    [this.route, this.standing] = [route, "ok"];
    await keep("route", route);
  }

  async #refreshStates(): Promise<void> {
    const { route } = this;
    if (!route) {
      return;
    }
    const before = await listDone();
    const query = `date=${route.date}&vehicle=${encodeURIComponent(route.vehicle)}`;
    const answer = await call<{ items: StopState[] }>("GET", `states?${query}`);
    if (answer.status === 200 && answer.body) {
      this.#known = answer.body.items;
      await keep("states", this.#known);
      // What was refused is known to this phone only.
      await forgetDone(before.filter((each) => each.result.result !== "rejected").map((each) => each.id));
    }
    await this.count();
  }

  /** Forget what belonged to another driver or day, but never a report. */
  async #forget(): Promise<void> {
    [this.route, this.changes, this.#known, this.vehicle] = [undefined, [], [], ""];
    for (const name of ["route", "changes", "states", "vehicle"]) {
      await keep(name, undefined);
    }
    await forgetDone((await listDone()).map((each) => each.id));
  }

  #note(skewMs: number | undefined): void {
    this.skewMs = skewMs ?? this.skewMs;
  }
}

/** A random id, also where the address is not secure and the browser makes none by itself. */
function newId(): string {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** A mark that tells links apart without being one: 32 bits of 256. */
export function markOf(key: string): string {
  let mark = 0x811c9dc5;
  for (const sign of key) {
    mark = Math.imul(mark ^ sign.charCodeAt(0), 0x01000193);
  }
  return (mark >>> 0).toString(16);
}
