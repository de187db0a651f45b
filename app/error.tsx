"use client";
import { ErrorPanel } from "@/components/ui/error-panel";

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="mx-auto max-w-xl p-6">
      <ErrorPanel
        title="This page could not be shown."
        detail="The server or its database did not answer. What runs in your clusters is not affected."
        onRetry={reset}
      />
    </main>
  );
}
