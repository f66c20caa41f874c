// Recognitions as they happen. What the WebSocket tells is shown at once; the attendance log says what was missed while
// there was no connection, and what became of it. Whatever comes is text: nothing of it is ever read as markup.

import { isStillThere, ofDelivery, ofDispatch, ofEvent } from "./words.js";

const UNKNOWN = "Unknown";
const KEY = "hadir.key";
const SHOWN = 150; // rows on the page
const PAGE = 1000; // events in one answer
const PAGES = 20; // as many answers at most for one day
const FIRST_WAIT = 1000, LONGEST_WAIT = 30000; // milliseconds between tries
const LOOK_AGAIN = 15000; // milliseconds between looks at what became of events

const $ = (id) => document.getElementById(id);
const element = (tag, name, text) => {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
};

// Today's rows by who and when, and how far the log was read.
let rows = new Map(), places = 0, read = 0, today = "", queued = null;
let socket = null, attempt = 0, timer = 0, reading = null;
// Counts who has looked: what was asked for one who went is not for the next.
let looker = 0;

// ---- The key ----

const key = () => sessionStorage.getItem(KEY) ?? "";

function askForKey(why) {
  hangUp();
  tell("off", "A key is needed");
  sessionStorage.removeItem(KEY);
  $("forget").hidden = true;
  $("wrong").textContent = why;
  $("wrong").hidden = !why;
  if (!$("ask").open) $("ask").showModal();
}

$("ask").addEventListener("cancel", (event) => event.preventDefault());
$("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const given = $("key").value.trim();
  // Anything else could not be sent in a header, nor when a WebSocket is opened.
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(given)) return askForKey("That is not a key. Copy it again, all of it.");
  sessionStorage.setItem(KEY, given);
  $("key").value = "";
  $("ask").close();
  start();
});
$("forget").addEventListener("click", () => {
  looker += 1;
  rows = new Map();
  read = 0;
  queued = null;
  $("news").textContent = "";
  notice("");
  askForKey("");
  drawNow();
});

class Refused extends Error {}

async function ask(path) {
  const mine = looker;
  const headers = key() ? { Authorization: `Bearer ${key()}` } : {};
  const answer = await fetch(path, { headers, cache: "no-store", signal: AbortSignal.timeout(20000) });
  const told = await answer.json().catch((error) => {
    if (answer.ok) throw error;
    return {};
  });
  if (mine !== looker) throw new Refused();
  if (answer.ok) return told;
  if (answer.status === 401) {
    askForKey(key() ? "That key is not this station's. Copy it again, all of it." : "");
    throw new Refused();
  }
  throw new Error(typeof told.msg === "string" ? told.msg : `The station answered ${answer.status}.`);
}

// ---- The connection ----

function tell(state, text) {
  $("link").dataset.state = state;
  if ($("link").textContent !== text) $("link").textContent = text;
  $("again").hidden = state !== "off" || $("ask").open;
}

function notice(text) {
  $("notice").textContent = text;
  $("notice").hidden = !text;
}

function hangUp() {
  clearTimeout(timer);
  const old = socket;
  socket = null;
  old?.close();
}

async function start() {
  hangUp();
  tell("busy", "Connecting…");
  try {
    // Asked first over HTTP: of a WebSocket that is refused, a page is not told why.
    await catchUp();
  } catch (error) {
    return error instanceof Refused ? undefined : later(error);
  }
  $("forget").hidden = !key();
  const address = new URL("/ws/recognitions", location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  const mine = key() ? new WebSocket(address, ["hadir", `key.${key()}`]) : new WebSocket(address);
  socket = mine;
  mine.addEventListener("open", () => {
    attempt = 0;
    tell("live", "Live");
    // What happened between the log and this.
    refresh();
  });
  mine.addEventListener("message", (event) => socket === mine && hear(event.data));
  mine.addEventListener("close", () => socket === mine && later());
}

function later(error) {
  if ($("ask").open) return;
  hangUp();
  const most = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt++);
  let seconds = Math.ceil((most * (0.75 + Math.random() / 2)) / 1000);
  if (error && !(error instanceof TypeError) && error.name !== "TimeoutError") notice(error.message);
  const count = () => {
    if (seconds <= 0) return void start();
    // Read out once, and not every second.
    tell("off", seconds > 3 ? "No connection. Trying again soon" : "No connection. Trying again");
    seconds -= 1;
    timer = setTimeout(count, 1000);
  };
  count();
}

const now = () => {
  attempt = 0;
  start();
};
$("again").addEventListener("click", now);
window.addEventListener("online", () => !socket && !$("ask").open && now());
document.addEventListener("visibilitychange", () => {
  if (document.hidden || $("ask").open) return;
  socket ? refresh() : now();
});

// ---- What is heard ----

function hear(text) {
  let message;
  try {
    message = JSON.parse(text);
  } catch {
    return;
  }
  const who = String(message?.student_id ?? UNKNOWN), ts = Number(message?.ts);
  switch (message?.type) {
    case "recognized":
      if (!Number.isFinite(ts)) return;
      if (isStillThere(message.dispatch)) seeAgain(who, ts);
      else arrive(who, ts, message);
      if (!ofDispatch(message.dispatch).done) lookSoon();
      break;
    case "dispatched": {
      const row = rows.get(name(who, ts));
      if (row) row.way = ofDispatch(message.dispatch);
      break;
    }
    case "lagged":
      refresh();
      break;
  }
  draw();
}

const name = (who, ts) => `${ts} ${who}`;

function arrive(who, ts, message) {
  const row = rows.get(name(who, ts)) ?? put({ who, ts, note: "" });
  row.distance = Number.isFinite(message.distance) ? message.distance : null;
  row.way = ofDispatch(message.dispatch);
  row.fresh = true;
  if (who !== UNKNOWN) $("news").textContent = `${who}, ${clock(ts)}`;
}

function seeAgain(who, ts) {
  const row = [...rows.values()].filter((row) => row.who === who).reduce((last, row) => (row.ts > (last?.ts ?? 0) ? row : last), null);
  if (row) row.again = ts;
}

function put(row) {
  row.place = places++;
  rows.set(name(row.who, row.ts), row);
  return row;
}

// Within a second the log's numbers tell, and of what it has not told yet, the order in which it was heard.
function newestFirst(a, b) {
  if (a.ts !== b.ts) return b.ts - a.ts;
  const [mine, other] = [a.number ?? Infinity, b.number ?? Infinity];
  return mine === other ? b.place - a.place : mine < other ? 1 : -1;
}

// ---- What the log says ----

const beginOfDay = () => new Date(new Date().setHours(0, 0, 0, 0));

// Brings today up to date: one at a time, and once more when it was asked for meanwhile.
function refresh() {
  reading = (reading ?? Promise.resolve()).then(() => catchUp()).catch((error) => {
    if (!(error instanceof Refused)) later(error);
  });
}

// What waits to be sent is counted by the log: it is asked a moment after somebody came who waits.
let soon = 0;
function lookSoon() {
  clearTimeout(soon);
  soon = setTimeout(() => socket && refresh(), 1500);
}

async function catchUp() {
  const begin = beginOfDay();
  if (begin.toISOString() !== today) {
    today = begin.toISOString();
    rows = new Map();
    read = 0;
  }
  const day = today, known = read, from = encodeURIComponent(day);
  let before = "", newest = known, pages = 0;
  // What became of those that are known may have changed: a look at the newest is always taken.
  do {
    const page = await ask(`/api/v1/events?from=${from}&limit=${pages ? PAGE : SHOWN}${before}`);
    if (day !== today) return;
    page.events.forEach(take);
    newest = Math.max(newest, page.events[0]?.number ?? 0);
    const last = page.events.at(-1)?.number ?? 0;
    before = page.next !== null && last > known ? `&before=${page.next}` : "";
  } while (before && ++pages < PAGES);
  read = newest;
  queued = (await ask("/api/v1/events?delivery=queued&limit=1")).total;
  notice("");
  draw();
}

function take(event) {
  if (event.event === "attendance.corrected") return;
  const heard = event.student_id ?? UNKNOWN, who = event.corrected_to ?? heard;
  if (who !== heard) rows.delete(name(heard, event.ts));
  const row = rows.get(name(who, event.ts)) ?? put({ who, ts: event.ts });
  Object.assign(row, { number: event.number, distance: event.distance, way: ofDelivery(event.delivery), note: ofEvent(event), fresh: false });
  const last = Date.parse(event.last_seen) / 1000;
  if (last > event.ts + 1) row.again = Math.max(row.again ?? 0, Math.floor(last));
}

setInterval(() => {
  if (document.hidden || !socket || $("ask").open) return;
  refresh();
}, LOOK_AGAIN);

// ---- What is shown ----

const clock = (ts) => new Date(ts * 1000).toLocaleTimeString("en", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

function describe(row) {
  const parts = [];
  const time = element("time", "when", clock(row.ts));
  time.dateTime = new Date(row.ts * 1000).toISOString();
  const who = element("bdi", "who", row.who === UNKNOWN ? "Unknown face" : row.who);
  parts.push(time, who);
  const way = element("span", "way", row.way?.text ?? "");
  way.dataset.tone = row.way?.tone ?? "calm";
  return { time, who, way, near: row.distance === null || row.distance === undefined ? "" : `distance ${row.distance.toFixed(2)}` };
}

function line(row) {
  const { time, who, way, near } = describe(row);
  const unknown = row.who === UNKNOWN;
  const item = element("li", unknown ? "unknown" : "", "");
  if (row.fresh) item.classList.add("new");
  item.append(time, who, way);
  if (unknown) return item;
  const again = row.again && row.again > row.ts + 1 ? `still there ${clock(row.again)}` : "";
  item.append(element("span", "note", [near, again, row.note].filter(Boolean).join(" · ")));
  if (row.way?.detail) item.append(element("span", "detail", row.way.detail));
  return item;
}

function hero(row) {
  const { time, who, way, near } = describe(row);
  const made = [who, time, element("p", "near", near), way].map((part) => {
    const block = document.createElement("div");
    block.append(part);
    return block;
  });
  if (row.way?.detail) made.push(element("p", "detail", row.way.detail));
  return made;
}

// Drawn anew only where something is different, so that a screen reader keeps its place.
const drawn = new Map();
let shownLast = "", planned = false;

function draw() {
  if (planned) return;
  planned = true;
  requestAnimationFrame(() => {
    planned = false;
    drawNow();
  });
  // A page in the background is given no frames; its numbers are to be right all the same.
  if (document.hidden) drawNow();
}

function drawNow() {
  const all = [...rows.values()].sort(newestFirst);
  const known = all.filter((row) => row.who !== UNKNOWN);
  const counted = read || known.length || queued !== null;
  const show = (id, number) => ($(id).textContent = counted ? number.toLocaleString("en") : "–");
  show("students", new Set(known.map((row) => row.who)).size);
  show("arrivals", known.length);
  show("strangers", all.length - known.length);
  show("queued", queued ?? 0);
  $("queued").parentElement.classList.toggle("due", queued > 0);
  $("day").textContent = new Date().toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });

  const items = all.slice(0, SHOWN).map((row) => {
    const id = name(row.who, row.ts), state = JSON.stringify(row);
    if (drawn.get(id)?.state !== state) drawn.set(id, { state, item: line(row) });
    return drawn.get(id).item;
  });
  for (const id of drawn.keys()) if (!rows.has(id)) drawn.delete(id);
  if (items.some((item, place) => $("rows").children[place] !== item) || $("rows").children.length !== items.length) {
    $("rows").replaceChildren(...items);
  }
  $("more").hidden = all.length <= SHOWN;
  $("more").textContent = `${(all.length - SHOWN).toLocaleString("en")} earlier ones of today are in Hadir's log.`;

  const last = known[0], state = JSON.stringify(last ?? null);
  if (state !== shownLast) {
    shownLast = state;
    $("last").replaceChildren(...(last ? hero(last) : [element("p", "nobody", "Nobody has been recognised today.")]));
    document.title = last ? `${last.who} ${clock(last.ts)} – Hadir` : "Hadir";
  }
}

$("show-unknown").addEventListener("change", (event) => $("rows").classList.toggle("known-only", !event.target.checked));
start();
