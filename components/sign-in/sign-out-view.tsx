"use client";
import Link from "next/link";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { overviewPath } from "@/lib/routes";
import { useReady } from "./use-ready";

export function SignOutView() {
  const [state, setState] = useState<"asking" | "busy" | "failed">("asking");
  const ready = useReady();
  const leave = () => {
    setState("busy");
    signOut({ callbackUrl: "/sign-in" }).catch(() => setState("failed"));
  };
  return (
    <main className="mx-auto flex min-h-screen max-w-lg flex-col justify-center gap-4 p-4 sm:p-6">
      <h1>Sign out of Slipway?</h1>
      {state === "failed" ? (
        <p role="alert" className="rounded-md bg-bad-soft p-3 text-bad">
          Slipway did not answer: you are still signed in. Try again in a moment.
        </p>
      ) : null}
      <div className="flex gap-2">
        <button type="button" className="btn" disabled={!ready || state === "busy"} onClick={leave}>
          {state === "busy" ? "Signing out…" : "Sign out"}
        </button>
        <Link className="btn" href={overviewPath()}>
          Stay
        </Link>
      </div>
    </main>
  );
}
