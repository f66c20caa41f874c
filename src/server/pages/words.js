// What is told in the words of programs, in a person's. Each gives { text, tone, detail, done }: `done` is true where
// nothing more will come of it.

const way = (tone, text, detail = "", done = true) => ({ tone, text, detail, done });

// What the main API said, in a line.
function answer(status, message) {
  const said = typeof message === "string" ? message.replace(/\s+/g, " ").trim() : "";
  const short = said.length > 140 ? said.slice(0, 140) + "…" : said;
  return [status, short].filter((part) => part !== null && part !== undefined && part !== "").join(" ");
}

// Of a `dispatch` as the WebSocket tells it; any part of it may be missing.
export function ofDispatch(dispatch) {
  const { status, http_status, message, reason, queued } = dispatch ?? {};
  switch (status) {
    case "sent":
      return way("good", "Sent");
    case "failed":
      if (message === "webhook_disabled") return way("calm", "Recorded here; sending is off");
      return queued === false
        ? way("bad", "Not sent, and given up", answer(http_status, message))
        : way("warn", "Not sent yet, kept to try again", answer(http_status, message), false);
    case "skipped":
      if (reason === "unknown_not_sent") return way("calm", "Recorded here; not to be sent");
      if (reason === "queued") return way("calm", "Waiting to be sent", "", false);
      return way("calm", "Not sent", answer(null, reason));
    default:
      return way("calm", "", "", false);
  }
}

// Whether it was told only that they are still there.
export function isStillThere(dispatch) {
  return dispatch?.status === "skipped" && String(dispatch.reason ?? "").startsWith("cooldown");
}

// Of an event's `delivery`.
export function ofDelivery(delivery) {
  if (!delivery) return way("calm", "Recorded here; not to be sent");
  const said = answer(delivery.http_status, delivery.message);
  switch (delivery.state) {
    case "sent":
      return way("good", "Sent");
    case "given_up":
      return way("bad", "Not sent, and given up", said);
    default:
      if (!delivery.tries) return way("calm", "Waiting to be sent", "", false);
      return way("warn", "Not sent yet, kept to try again", said, false);
  }
}

// What an event says of itself beside who and when.
export function ofEvent(event) {
  if (event.damaged) return "This entry of the log is damaged.";
  if (event.corrected_to) return `Corrected: recognised as ${event.student_id}.`;
  if (event.event === "attendance.manual") return "Added by a person.";
  return "";
}
