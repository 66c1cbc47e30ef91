/** Calls to the service, whose failures are answers too: a weak signal is no exception here. */

const PATIENCE_MS = 30_000;

/** `status` 0 is no answer at all; `skewMs` is how far this phone's clock is behind the service's. */
export interface Answer<T> {
  status: number;
  body: T | undefined;
  skewMs: number | undefined;
  retryMs: number;
}
export interface Problem {
  code?: string;
  message_vi?: string;
  message_en?: string;
  vehicles?: string[];
}

export async function call<T>(method: string, path: string, send?: unknown, csrf?: string): Promise<Answer<T & Problem>> {
  try {
    const answer = await fetch(`/api/v1/driver/${path}`, {
      method,
      cache: "no-cache",
      headers: {
        ...(send !== undefined && { "Content-Type": "application/json" }),
        ...(csrf && { "X-CSRF-Token": csrf }),
      },
      ...(send !== undefined && { body: JSON.stringify(send) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await answer.text();
    const date = Date.parse(answer.headers.get("Date") ?? "");
    return {
      status: answer.status,
      body: text ? JSON.parse(text) : undefined,
      skewMs: Number.isNaN(date) ? undefined : date - Date.now(),
      retryMs: 1000 * Number(answer.headers.get("Retry-After") ?? 0) || 0,
    };
  } catch {
    return { status: 0, body: undefined, skewMs: undefined, retryMs: 0 };
  }
}
