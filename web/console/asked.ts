/** What a part of the page asked the service for, and how that went. */
import { useCallback, useEffect, useState } from "preact/hooks";

export interface Asked<T> {
  value: T | undefined;
  refusal: Error | undefined;
  again: () => void;
}

/** Ask at first and whenever `about` changes; while `everyMs` is above 0 also again and again. */
export function useAsked<T>(ask: () => Promise<T>, about: readonly unknown[], everyMs = 0): Asked<T> {
  const [value, setValue] = useState<T>();
  const [refusal, setRefusal] = useState<Error>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isOver = false;
    ask().then(
      (told) => {
        if (!isOver) {
          setValue(() => told);
          setRefusal(undefined);
        }
      },
      (error: Error) => !isOver && setRefusal(error),
    );
    return () => {
      isOver = true;
    };
  }, [...about, turn]);
  useEffect(() => {
    if (everyMs > 0) {
      const timer = setInterval(() => setTurn((n) => n + 1), everyMs);
      return () => clearInterval(timer);
    }
    return undefined;
  }, [everyMs]);
  const again = useCallback(() => setTurn((n) => n + 1), []);
  return { value, refusal, again };
}
