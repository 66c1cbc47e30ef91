/** The shell: what one may look at, the language, the way out. */
import { useEffect, useState } from "preact/hooks";
import type { Lang } from "../markup/numbers.ts";
import { call } from "./calls.ts";
import { Closures } from "./closures.tsx";
import { Problem } from "./problem.tsx";
import { Requests } from "./requests.tsx";
import type { Session } from "./shapes.ts";
import { Tables } from "./tables.tsx";
import { lang, say, sayOf } from "./words.ts";
import { Workbench } from "./workbench.tsx";

const VIEWS = { plan: Workbench, requests: Requests, closures: Closures, tables: Tables } as const;
type View = keyof typeof VIEWS;

function viewOf(hash: string): View {
  const name = hash.replace(/^#\/?/, "").split("/")[0] ?? "";
  return name in VIEWS ? (name as View) : "plan";
}

/** What is shown follows the address, so that going back works. */
function useView(): View {
  const [view, setView] = useState(() => viewOf(location.hash));
  useEffect(() => {
    const follow = (): void => setView(viewOf(location.hash));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return view;
}

interface Shell {
  session: Session;
  onLang: (lang: Lang) => void;
}

export function App({ session, onLang }: Shell) {
  const view = useView();
  const [refusal, setRefusal] = useState<Error>();
  const Shown = VIEWS[view];
  const leave = (): void => {
    call("DELETE", "session").then(() => location.reload(), setRefusal);
  };
  const other = lang() === "vi" ? "en" : "vi";
  return (
    <>
      {document.documentElement.dataset["demo"] && <p class="band">{say("demo")}</p>}
      <header class="head">
        <strong class="name">Lù Cở</strong>
        <nav aria-label={say("views")}>
          {(Object.keys(VIEWS) as View[]).map((name) => (
            <a key={name} href={`#/${name}`} aria-current={name === view ? "page" : undefined}>
              {sayOf("view", name)}
            </a>
          ))}
        </nav>
        <span class="end">
          {sayOf("role", session.role)}
          <button type="button" class="plain" lang={other} onClick={() => onLang(other)}>
            {say("other_language")}
          </button>
          <button type="button" class="plain" data-do="log-out" onClick={leave}>
            {say("log_out")}
          </button>
        </span>
      </header>
      <Problem refusal={refusal} />
      <main>
        <Shown key={lang()} />
      </main>
    </>
  );
}
