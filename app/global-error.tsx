"use client";

export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main style={{ font: "14px system-ui", padding: 24 }}>
          <h1>Slipway could not be shown.</h1>
          <p>The server did not answer as it should. What runs in your clusters is not affected.</p>
          <button type="button" onClick={reset}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
