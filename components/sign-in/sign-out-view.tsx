"use client";
import Link from "next/link";
import { signOut } from "next-auth/react";
import { overviewPath } from "@/lib/routes";

export function SignOutView() {
  return (
    <main className="mx-auto flex min-h-screen max-w-md flex-col justify-center gap-4 p-6">
      <h1>Sign out of Slipway?</h1>
      <div className="flex gap-2">
        <button type="button" className="btn" onClick={() => signOut({ callbackUrl: "/sign-in" })}>
          Sign out
        </button>
        <Link className="btn" href={overviewPath()}>
          Stay
        </Link>
      </div>
    </main>
  );
}
