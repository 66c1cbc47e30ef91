/** What holds of each stop: what the service knows, and over it what this phone reported since. */
import type { Done, Kept, Result, SentEvent, StopState } from "./shapes.ts";

export interface Shown {
  outcome?: string | null;
  arrived?: boolean;
  weight_kg?: number | null;
  count?: number | null;
  reason?: string | null;
  delay_min?: number | null;
  isUnsent?: boolean;
  /** What somebody has to look at, or why it was not taken in. */
  word?: { vi: string; en: string };
}

/** Fold the known states and the events of this phone, in the order they were reported. */
export function foldStates(
  known: readonly StopState[],
  done: readonly Done[],
  unsent: readonly Kept[],
): Map<string, Shown> {
  const shown = new Map<string, Shown>();
  for (const state of known) {
    const review = state.reviews?.[0];
    const word = review && { vi: review.message_vi, en: review.message_en };
    shown.set(state.stop_id, { ...state, arrived: Boolean(state.arrived_at), ...(word && { word }) });
  }
  const mine = [
    ...done.map(({ event, result }) => ({ event, result })),
    ...unsent.map(({ event }) => ({ event, result: undefined })),
  ].sort((a, b) => a.event.seq - b.event.seq);
  for (const { event, result } of mine) {
    shown.set(event.stop_id, apply(shown.get(event.stop_id) ?? {}, event, result));
  }
  return shown;
}

function apply(state: Shown, event: SentEvent, result: Result | undefined): Shown {
  const next: Shown = { ...state, isUnsent: state.isUnsent || !result };
  if (result?.result === "review" || result?.result === "rejected") {
    next.word = { vi: result.message_vi, en: result.message_en };
  }
  if (result?.result === "rejected") {
    return next;
  }
  if (event.kind === "arrived") {
    next.arrived = true;
  } else if (event.kind === "delayed") {
    next.delay_min = event.payload?.["delay_min"] as number;
  } else {
    const said = (event.payload ?? {}) as Pick<Shown, "weight_kg" | "count" | "reason">;
    Object.assign(next, { outcome: event.kind, weight_kg: null, count: null, reason: null, ...said });
  }
  return next;
}
