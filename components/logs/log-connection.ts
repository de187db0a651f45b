import { type SeenLines, seenLines } from "@/lib/domain/seen-lines";
import type { LogLineView, LogSources, LogTrouble } from "@/lib/http/contracts/logs";
import { createEventReader, type LogEvent } from "./log-events";

/** The server beats every 10 s. */
const SILENCE_MS = 25_000;
const RETRY_MS = { least: 1_000, most: 30_000 };
/** A browser has six connections to a server for all of its tabs: one that nobody looks at is given back. */
const HIDDEN_MS = 60_000;
/** After so long at work the page may draw and hear its keys. */
const SLICE_MS = 12;

export type LogState =
  | { is: "opening" | "open" | "ended" | "signed-out" }
  | { is: "hidden"; since: number }
  | { is: "failed"; message: string; again: boolean };

export type LogHearer = {
  lines(lines: LogLineView[]): void;
  sources(sources: LogSources): void;
  trouble(trouble: LogTrouble | { pod: string; message: null }): void;
  state(state: LogState): void;
};

/** The part of the browser that this needs; a test gives its own. */
export type LogBrowser = {
  fetch(url: string, init: { headers: Record<string, string>; signal: AbortSignal }): Promise<Response>;
  document: Pick<Document, "addEventListener"> & { readonly visibilityState: DocumentVisibilityState };
  now(): number;
};

type Options = {
  browser: LogBrowser;
  /** Where to ask; `since` is what to go on from, null from the beginning. */
  url: (since: Date | null) => string;
  follow: boolean;
  hear: LogHearer;
  stop: AbortSignal;
};

class Refused extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** Listens to a log until `stop`; after a break, or when a hidden tab is looked at again, it goes on without a line twice. */
export function listenToLogs({ browser, url, follow, hear, stop }: Options): void {
  const seen = seenLines();
  let over = new AbortController();
  let wait = RETRY_MS.least;
  let hiddenAt: number | null = null;

  async function connect() {
    over = new AbortController();
    const own = over;
    const since = seen.since();
    if (since !== null) seen.resume();
    if (since === null) hear.state({ is: "opening" });
    try {
      const ended = await read(url(since === null ? null : new Date(since)), own);
      if (own.signal.aborted || ended) return;
      throw new Error("The connection broke off.");
    } catch (error) {
      if (own.signal.aborted) return;
      own.abort();
      failed(error);
    }
  }

  /** Whether it came to its end. */
  async function read(address: string, own: AbortController): Promise<boolean> {
    const headers = { accept: "text/event-stream" };
    const fallsSilent = new AbortController();
    let silence = setTimeout(() => fallsSilent.abort(), SILENCE_MS);
    try {
      const signal = AbortSignal.any([own.signal, fallsSilent.signal]);
      const answer = await browser.fetch(address, { headers, signal });
      if (!answer.ok || !answer.body) throw new Refused(await sentenceOf(answer), answer.status);
      const events = createEventReader();
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let sliceMs = browser.now();
      for (;;) {
        const { done, value } = await reader.read();
        if (done || own.signal.aborted) return false;
        clearTimeout(silence);
        silence = setTimeout(() => fallsSilent.abort(), SILENCE_MS);
        if (events(value).some(take)) return true;
        if (browser.now() - sliceMs < SLICE_MS) continue;
        await new Promise((resolve) => setTimeout(resolve));
        sliceMs = browser.now();
      }
    } finally {
      clearTimeout(silence);
    }
  }

  /** Whether it is the last. */
  function take(event: LogEvent): boolean {
    switch (event.name) {
      case "sources":
        hear.state({ is: "open" });
        hear.sources(event.data);
        return false;
      case "lines":
        wait = RETRY_MS.least;
        hear.lines(freshOf(seen, event.data));
        return false;
      case "trouble":
        hear.trouble(event.data);
        return false;
      case "well":
        hear.trouble({ pod: event.data.pod, message: null });
        return false;
      case "beat":
        wait = RETRY_MS.least;
        return false;
      case "end":
        hear.state({ is: "ended" });
        return true;
      case "signed-out":
        hear.state({ is: "signed-out" });
        return true;
    }
  }

  function failed(error: unknown) {
    if (error instanceof Refused && error.status === 401) return hear.state({ is: "signed-out" });
    const final = error instanceof Refused && error.status < 500;
    const again = follow && !final;
    const message = error instanceof Refused ? error.message : "Slipway does not answer.";
    hear.state({ is: "failed", message, again });
    if (!again) return;
    const timer = setTimeout(() => void connect(), wait * (0.9 + Math.random() * 0.2));
    over = new AbortController();
    over.signal.addEventListener("abort", () => clearTimeout(timer));
    wait = Math.min(wait * 2, RETRY_MS.most);
  }

  function hide() {
    hiddenAt = browser.now();
    over.abort();
    hear.state({ is: "hidden", since: hiddenAt });
  }

  function show() {
    if (hiddenAt === null) return;
    const text = `This tab was hidden and not followed for ${minutes(browser.now() - hiddenAt)}. What was written meanwhile comes now.`;
    hiddenAt = null;
    hear.lines([{ at: null, pod: "", text, mark: "note" }]);
    void connect();
  }

  let hiding: ReturnType<typeof setTimeout> | null = null;
  function looked() {
    if (hiding) clearTimeout(hiding);
    hiding = null;
    if (browser.document.visibilityState === "visible") return show();
    if (follow && hiddenAt === null) hiding = setTimeout(hide, HIDDEN_MS);
  }
  browser.document.addEventListener("visibilitychange", looked, { signal: stop });
  stop.addEventListener("abort", () => {
    if (hiding) clearTimeout(hiding);
    over.abort();
  });
  void connect();
}

function freshOf(seen: SeenLines, lines: LogLineView[]): LogLineView[] {
  return lines.filter((line) => {
    if (line.mark) return true;
    if (!seen.isNew(line)) return false;
    seen.note(line);
    return true;
  });
}

async function sentenceOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null);
  if (body !== null && typeof body === "object" && "message" in body) return String(body.message);
  return `The server answered ${answer.status}.`;
}

function minutes(ms: number): string {
  const whole = Math.max(1, Math.round(ms / 60_000));
  return whole === 1 ? "a minute" : `${whole} minutes`;
}
