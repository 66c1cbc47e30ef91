// Sends the form of the page as JSON. The secret of a link stands behind # in its address,
// which browsers never send by themselves; with it alone the form is sent at once.
const form = document.getElementById("enter");
const refusal = document.getElementById("refusal");

async function send() {
  const { call, method = "POST", guard = "", next, away } = form.dataset;
  const headers = { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang };
  const body = JSON.stringify(Object.fromEntries(new FormData(form)));
  if (guard) {
    headers["X-CSRF-Token"] = guard;
  }
  try {
    const answer = await fetch(call, method === "POST" ? { method, headers, body } : { method, headers });
    if (answer.ok) {
      location.replace(next);
    } else {
      refusal.textContent = (await answer.json()).detail;
    }
  } catch {
    refusal.textContent = away;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});

const key = new URLSearchParams(location.hash.slice(1)).get("k");
if (key && form.elements.key) {
  form.elements.key.value = key;
  history.replaceState(null, "", location.pathname + location.search);
  if (!form.elements.password) {
    send();
  }
}
