import assert from "node:assert/strict";
import test from "node:test";
import type { Kind, Result, SentEvent } from "../driver/shapes.ts";
import { foldStates } from "../driver/states.ts";

function event(seq: number, kind: Kind, payload: Record<string, unknown> = {}): SentEvent {
  return {
    id: `e${seq}`,
    device_id: "d",
    seq,
    base_version: 1,
    route_id: "r",
    stop_id: "s",
    kind,
    device_time: "2026-05-19T08:00:00Z",
    payload,
  };
}

function answered(of: SentEvent, result: Result["result"]): { id: string; event: SentEvent; result: Result } {
  return { id: of.id, event: of, result: { id: of.id, result, code: "X", message_vi: "xem lại", message_en: "review" } };
}

const kept = (of: SentEvent): { who: string; event: SentEvent } => ({ who: "v|", event: of });

test("what is not sent yet counts and is marked", () => {
  const shown = foldStates([], [answered(event(1, "arrived"), "stored")], [kept(event(2, "picked_up", { weight_kg: 118.5 }))]).get("s");
  assert.deepEqual([shown?.arrived, shown?.outcome, shown?.weight_kg, shown?.isUnsent], [true, "picked_up", 118.5, true]);
});

test("events count in the order they were reported, whatever was sent first", () => {
  const first = kept(event(1, "failed", { reason: "absent" }));
  const second = answered(event(2, "picked_up", { count: 3 }), "stored");
  const shown = foldStates([], [second], [first]).get("s");
  assert.deepEqual([shown?.outcome, shown?.count, shown?.reason], ["picked_up", 3, null]);
});

test("what the service knows comes first, and what it refused changes nothing but is said", () => {
  const known = [{ stop_id: "s", route_id: "r", outcome: "failed" as const, arrived_at: null, done_at: null, weight_kg: null, count: null, signed_by: null, reason: "road", note: null, delay_min: null }];
  const refused = answered(event(1, "picked_up", { weight_kg: 1 }), "rejected");
  const shown = foldStates(known, [refused], []).get("s");
  assert.deepEqual([shown?.outcome, shown?.reason, shown?.word?.vi], ["failed", "road", "xem lại"]);
});

test("what has to be reviewed holds, with a word about it", () => {
  const shown = foldStates([], [answered(event(1, "picked_up"), "review")], []).get("s");
  assert.deepEqual([shown?.outcome, shown?.word?.en], ["picked_up", "review"]);
});
