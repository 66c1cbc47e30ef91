/** Closing and slowing roads: touched on the map or named, with what that does before it counts. */
import { useMemo, useState } from "preact/hooks";
import { useAsked } from "./asked.ts";
import { call, listAll } from "./calls.ts";
import { ClosureForm, type Stated } from "./closure_form.tsx";
import { ClosureList } from "./closure_list.tsx";
import { drawClosed } from "./features.ts";
import { useClosures, useGround } from "./ground.ts";
import { ImpactView } from "./impact.tsx";
import { otherWay, type Position } from "./lines.ts";
import { CAN_DRAW_MAPS, MapView } from "./map.tsx";
import { Problem } from "./problem.tsx";
import type { Plan, PlanRow, Preview } from "./shapes.ts";
import { say } from "./words.ts";

const NOWHERE: Position[] = [];

export function Closures() {
  const ground = useGround();
  const closures = useClosures();
  const plans = useAsked(() => listAll<PlanRow>("plans"), []);
  const inForce = plans.value?.find((plan) => plan.in_force);
  const [touched, setTouched] = useState<string[]>([]);
  const [stated, setStated] = useState<Stated>();
  const [preview, setPreview] = useState<Preview>();
  const [isStored, setStored] = useState(false);
  const [refusal, setRefusal] = useState<Error>();
  const roads = ground.value?.roads ?? [];
  const asked = preview && !isStored ? preview.edge_ids : touched;
  const drawing = useMemo(
    () => ({ ...ground.value?.drawing, closed: drawClosed(closures.value ?? [], asked, roads) }),
    [ground.value, closures.value, asked],
  );
  const focus = useMemo(
    () => (preview ? roads.filter(({ id }) => preview.edge_ids.includes(id) || preview.edge_ids.includes(otherWay(id))).flatMap((road) => road.line) : NOWHERE),
    [preview],
  );
  const toggle = (id: string): void => {
    setTouched((before) => (before.includes(id) ? before.filter((each) => each !== id) : [...before, id]));
    setPreview(undefined);
    setStored(false);
  };
  const look = (closure: Stated): void => {
    setRefusal(undefined);
    setStored(false);
    call<Preview>("POST", "closures/preview", { body: closure }).then((found) => {
      setStated(closure);
      setPreview(found);
    }, setRefusal);
  };
  const confirm = (): void => {
    setRefusal(undefined);
    call("POST", "closures", { body: stated, once: true }).then(() => {
      setStored(true);
      setTouched([]);
      closures.again();
    }, setRefusal);
  };
  const replan = (): void => {
    const body = { start: inForce?.start, days: inForce?.days, from_plan: inForce?.id, time_limit_s: 20 };
    call<Plan>("POST", "plans", { body, once: true }).then((made) => {
      location.hash = `#/plan/${made.id}`;
    }, setRefusal);
  };
  return (
    <div class="bench">
      <section class="side" aria-label={say("view_closures")}>
        <Problem refusal={refusal ?? ground.refusal ?? closures.refusal} onClose={() => setRefusal(undefined)} />
        {ground.value && (
          <ClosureForm
            touched={touched.map((id) => ({ id, label: roads.find((road) => road.id === id)?.label || id }))}
            profiles={ground.value.map.profiles}
            firstDay={inForce?.start}
            offset={ground.value.offset}
            onDrop={toggle}
            onLook={look}
          />
        )}
        {preview && (
          <ImpactView preview={preview}>
            {isStored ? (
              <>
                <p class="good" role="status">
                  {say("closure_stored")}
                </p>
                {inForce && (
                  <button type="button" class="main" data-do="replan" onClick={replan}>
                    {say("replan")}
                  </button>
                )}
              </>
            ) : (
              <button type="button" class="main" data-do="confirm" onClick={confirm}>
                {say("confirm_closure")}
              </button>
            )}
          </ImpactView>
        )}
        <ClosureList closures={closures.value ?? []} onChanged={closures.again} />
      </section>
      <section class="stage" aria-label={say("map")}>
        {!CAN_DRAW_MAPS && <p>{say("no_webgl_roads")}</p>}
        {CAN_DRAW_MAPS && ground.value && (
          <MapView
            drawing={drawing}
            bounds={ground.value.bounds}
            focus={focus}
            credit={ground.value.map.credit}
            schematic={ground.value.map.schematic}
            onRoad={toggle}
            onStop={() => undefined}
          />
        )}
      </section>
    </div>
  );
}
