"use client";

export function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const next = dark ? "light" : "dark";
  root.dataset.theme = next;
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser yet
  document.cookie = `slipway-theme=${next}; path=/; max-age=31536000; samesite=lax`;
}

/** Light or dark; remembered in a cookie, so that the server's first paint is right. */
export function ThemeToggle() {
  return (
    <button
      type="button"
      className="rounded p-1 text-ink-2 hover:bg-sunken"
      aria-label="Switch between light and dark"
      title="Light or dark"
      onClick={switchTheme}
    >
      <svg
        width="16"
        height="16"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        aria-hidden="true"
      >
        <circle cx="8" cy="8" r="5.5" />
        <path d="M8 2.5v11a5.5 5.5 0 0 0 0-11Z" fill="currentColor" />
      </svg>
    </button>
  );
}
