"use client";
import { useEffect, useEffectEvent, useState } from "react";
import { alignClock } from "@/components/ui/clock";
import { type Connection, NO_CONNECTION } from "./connection";
import { openEventChannel } from "./event-channel";
import type { LiveMessage } from "./live-message";

const SILENCE_MS = 30_000;
const CHECK_MS = 5_000;

/** Keeps the page connected; messages reach `onMessage`, and `after` says which event the page already holds. */
export function useLive(after: () => string, onMessage: (message: LiveMessage) => void): Connection {
  const [connection, setConnection] = useState<Connection>(NO_CONNECTION);
  const hear = useEffectEvent((message: LiveMessage) => {
    setConnection((before) => connectionAfter(before, message, Date.now()));
    if (message.kind === "beat") alignClock(message.at);
    if (message.kind === "change") alignClock(message.event.at);
    onMessage(message);
  });
  const holds = useEffectEvent(after);
  useEffect(() => {
    const loadedAt = Date.now();
    const close = openEventChannel(holds(), (message) => hear(message));
    const silence = setInterval(() => {
      const now = Date.now();
      setConnection((before) =>
        isSilent(before, before.heardAt ?? loadedAt, now) ? lostAt(before, loadedAt) : before,
      );
    }, CHECK_MS);
    return () => {
      clearInterval(silence);
      close();
    };
  }, []);
  return connection;
}

/** Neither "live" nor "connecting" is said for longer than it can be true. */
function isSilent({ state }: Connection, heardAt: number, now: number): boolean {
  return (state === "live" || state === "connecting") && now - heardAt > SILENCE_MS;
}

function lostAt(before: Connection, loadedAt: number): Connection {
  return { ...before, state: "lost", heardAt: before.heardAt ?? loadedAt };
}

/** The connection after a message, which was heard at `now` by the browser's clock. */
export function connectionAfter(before: Connection, message: LiveMessage, now: number): Connection {
  switch (message.kind) {
    case "change":
      return { ...before, state: "live", heardAt: now };
    case "beat":
      return {
        state: "live",
        heardAt: now,
        databaseAwaySince: message.databaseAwaySince,
      };
    case "reset":
      return { ...before, state: "live", heardAt: now };
    case "lost":
      return before.state === "signed-out" ? before : { ...before, state: "lost", heardAt: before.heardAt ?? now };
    case "signed-out":
      return { ...before, state: "signed-out", heardAt: before.heardAt ?? now };
  }
}
