/** A refusal in plain words, with every fault it lists. */
import { Refusal } from "./calls.ts";
import { count, either, say } from "./words.ts";

const MOST = 20;

export function Problem({ refusal, onClose }: { refusal: Error | undefined; onClose?: () => void }) {
  if (refusal === undefined) {
    return null;
  }
  const faults = refusal instanceof Refusal ? refusal.faults : [];
  return (
    <div class="problem" role="alert">
      <p>{refusal.message}</p>
      {faults.length > 0 && (
        <ul>
          {faults.slice(0, MOST).map((fault, i) => (
            <li key={i}>{either(fault.message_vi, fault.message_en)}</li>
          ))}
        </ul>
      )}
      {faults.length > MOST && <p>{say("more_faults", { n: count(faults.length - MOST) })}</p>}
      {onClose && (
        <button type="button" onClick={onClose}>
          {say("close")}
        </button>
      )}
    </div>
  );
}
