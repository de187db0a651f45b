"use client";
import { useEffect, useEffectEvent, useState } from "react";
import { alignClock } from "@/components/ui/clock";
import { type LiveMessage, openEventChannel } from "./event-channel";

const SILENCE_MS = 30_000;
const CHECK_MS = 5_000;

/** How the page's own connection fares: `heardAt` is the browser's clock at the last sign of life. */
export type Connection = { state: "connecting" | "live" | "lost"; heardAt: number | null };

/** Keeps the page connected; messages reach `onMessage`, and `after` says which event the page already holds. */
export function useLive(after: () => string, onMessage: (message: LiveMessage) => void): Connection {
  const [connection, setConnection] = useState<Connection>({ state: "connecting", heardAt: null });
  const hear = useEffectEvent((message: LiveMessage) => {
    if (message.kind === "lost") setConnection((before) => ({ ...before, state: "lost" }));
    else setConnection({ state: "live", heardAt: Date.now() });
    if (message.kind === "beat") alignClock(message.at);
    if (message.kind === "change") alignClock(message.event.at);
    onMessage(message);
  });
  const holds = useEffectEvent(after);
  useEffect(() => {
    const close = openEventChannel(
      () => holds(),
      (message) => hear(message),
    );
    const silence = setInterval(() => {
      setConnection((before) =>
        before.state === "live" && Date.now() - (before.heardAt ?? 0) > SILENCE_MS
          ? { ...before, state: "lost" }
          : before,
      );
    }, CHECK_MS);
    return () => {
      clearInterval(silence);
      close();
    };
  }, []);
  return connection;
}
