// The page to try the API: fills what was typed into an address, sends it to this server and shows what came back.
// Whatever comes from outside is set as text, never as HTML. The key lives in its field and nowhere else.
"use strict";

// Longest text that is shown: a browser can hold more, but not lay it out.
const SHOWN = 200000;

const key = document.getElementById("khoa");

// Returns the fields of a form that stand at a place: path, query, header, kind or body.
function fields(form, place) {
  return [...form.querySelectorAll(`[data-in="${place}"]`)];
}

// Returns the values that were typed into a field: one for each line of a list, none if it is empty.
function values(field) {
  const lines = "list" in field.dataset ? field.value.split("\n").map((line) => line.trim()) : [field.value];
  return lines.filter((line) => line !== "");
}

// Returns the request that a form asks for.
function request(form) {
  let path = form.dataset.path;
  for (const field of fields(form, "path")) {
    path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
  }
  const pairs = fields(form, "query").flatMap((field) =>
    values(field).map((value) => `${encodeURIComponent(field.name)}=${encodeURIComponent(value)}`));
  const headers = {};
  for (const field of fields(form, "header").filter((field) => field.value !== "")) {
    headers[field.name] = field.value;
  }
  const [kind] = fields(form, "kind");
  const [body] = fields(form, "body");
  if (kind) headers["content-type"] = kind.value;
  const url = location.origin + path + (pairs.length > 0 ? "?" + pairs.join("&") : "");
  return { url, method: form.dataset.method, headers, body: body && body.value };
}

// Returns a text as one word of a shell.
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

// Returns the command that sends the same. The key is named, not told: commands are copied to where others read them.
function command({ url, method, headers, body }) {
  const words = ["curl", "--globoff", "--include"];
  if (method !== "GET") words.push("--request", method);
  if (key.value !== "") words.push("--header", '"Authorization: Bearer $TRACUU_KEY"');
  for (const [name, value] of Object.entries(headers)) {
    words.push("--header", quoted(`${name}: ${value}`));
  }
  if (body !== undefined) words.push("--data-binary", quoted(body));
  return [...words, quoted(url)].join(" ");
}

// Returns a body as it is read best.
function readable(text, kind) {
  let shown = text;
  if (/[/+]json\b/.test(kind)) {
    try {
      shown = JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      // It is shown as it came.
    }
  }
  return shown.length > SHOWN ? shown.slice(0, SHOWN) + "\n… (còn nữa)" : shown;
}

// Shows an answer, or that there is none.
function show(form, status, headers, content) {
  form.querySelector(".answer").hidden = false;
  form.querySelector(".status").textContent = status;
  form.querySelector(".headers").textContent = headers;
  form.querySelector(".content").textContent = content;
}

async function send(form) {
  const asked = request(form);
  if (key.value !== "") asked.headers.authorization = `Bearer ${key.value.trim()}`;
  const begun = performance.now();
  try {
    const answer = await fetch(asked.url, {
      method: asked.method,
      headers: asked.headers,
      body: asked.body,
      cache: "no-store",
      credentials: "same-origin",
    });
    const text = await answer.text();
    const time = Math.round(performance.now() - begun);
    const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
    const kind = answer.headers.get("content-type") ?? "";
    show(form, `${answer.status} ${answer.statusText} · ${time} ms`, headers, readable(text, kind));
  } catch (error) {
    show(form, "Không có câu trả lời", "", String(error));
  }
}

for (const form of document.querySelectorAll("form[data-method]")) {
  const tell = () => {
    form.querySelector(".curl").textContent = command(request(form));
  };
  const button = form.querySelector("button");
  form.addEventListener("input", tell);
  key.addEventListener("input", tell);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    tell();
    button.disabled = true;
    await send(form);
    button.disabled = false;
  });
  tell();
}

// A link to an operation opens it.
function opened() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
addEventListener("hashchange", opened);
opened();
