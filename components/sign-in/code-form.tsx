type Props = { cannot: boolean; onCode: (code: string) => void };

/** The first administrator's one-time code. */
export function CodeForm({ cannot, onCode }: Props) {
  return (
    <form
      className="card flex flex-col gap-2 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        onCode(String(new FormData(event.currentTarget).get("code") ?? "").trim());
      }}
    >
      <label htmlFor="code">First administrator: the one-time code that was printed at the start</label>
      <input
        id="code"
        name="code"
        type="password"
        autoComplete="one-time-code"
        required
        className="rounded-md border border-line-strong bg-surface px-3 py-2"
      />
      <button type="submit" disabled={cannot} className="btn justify-center">
        Sign in
      </button>
    </form>
  );
}
