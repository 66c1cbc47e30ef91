/** The coordinator's console: who is signed in, in which language, then the page. */
import "./style.css";
import { render } from "preact";
import { App } from "./app.tsx";
import { call, guardWith } from "./calls.ts";
import type { Session } from "./shapes.ts";
import { firstLang, speak } from "./words.ts";

const root = document.getElementById("app") as HTMLElement;

async function start(): Promise<void> {
  const [session] = await Promise.all([call<Session>("GET", "session"), speak(firstLang())]);
  guardWith(session.csrf);
  const draw = (): void => {
    render(<App session={session} onLang={(lang) => void speak(lang).then(draw)} />, root);
  };
  draw();
}

start().catch((error: Error) => {
  root.textContent = error.message;
});
