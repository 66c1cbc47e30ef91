/** Makes the change that lets a request in; the next plan then takes it. */
import { call, listAll } from "./calls.ts";
import { asStated, onDate, widen } from "./edits.ts";
import type { Hub, Repair, Request, Vehicle } from "./shapes.ts";

type Members = Record<string, unknown>;

export async function applyRepair(requestId: string, repair: Repair): Promise<void> {
  const { params } = repair;
  switch (repair.key) {
    case "solver.repair.earlier":
      return editRequest(requestId, (request) => widen(request, Number(params["hours"]), 0));
    case "solver.repair.later":
      return editRequest(requestId, (request) => widen(request, 0, Number(params["hours"])));
    case "solver.repair.day":
      return editRequest(requestId, (request) => extendTo(request, String(params["date"])));
    case "solver.repair.vehicle":
      return addVehicle(String(params["vehicle"]));
    case "solver.repair.intake":
      return addIntake(String(params["hub"]), Number(params["kg"]));
    default:
      throw new Error(repair.key);
  }
}

async function editRequest(id: string, change: (request: Request) => Members): Promise<void> {
  const path = `requests/${encodeURIComponent(id)}`;
  const request = await call<Request>("GET", path);
  await call("PUT", path, { body: asStated(request, change(request)), version: request.version });
}

/** The request may also be served on a date outside of its days. */
export function extendTo(request: Pick<Request, "ready" | "due">, date: string): Members {
  const [from, until] = [onDate(request.ready, date), onDate(request.due, date)];
  return {
    ready: from < request.ready ? from : request.ready,
    due: until > request.due ? until : request.due,
  };
}

async function addVehicle(id: string): Promise<void> {
  const path = `vehicles/${encodeURIComponent(id)}`;
  const vehicle = await call<Vehicle>("GET", path);
  await call("PUT", path, { body: asStated(vehicle, { count: vehicle.count + 1 }), version: vehicle.version });
}

async function addIntake(name: string, kg: number): Promise<void> {
  const hub = (await listAll<Hub>("hubs")).find((each) => each.name === name || each.id === name);
  if (hub === undefined) {
    throw new Error(name);
  }
  const more = { intake_kg_per_day: hub.intake_kg_per_day === null ? null : hub.intake_kg_per_day + kg };
  await call("PUT", `hubs/${encodeURIComponent(hub.id)}`, { body: asStated(hub, more), version: hub.version });
}
