"use client";
import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { ErrorPanel } from "@/components/ui/error-panel";

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  const router = useRouter();
  // Resetting alone would draw the same failed answer again: the server is asked anew.
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <main className="mx-auto max-w-xl space-y-3 p-6">
      <h1>Slipway</h1>
      <ErrorPanel
        title="This page could not be shown."
        detail="The server or its database did not answer. What runs in your clusters is not affected."
        onRetry={retry}
      />
    </main>
  );
}
