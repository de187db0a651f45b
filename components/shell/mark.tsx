/** Slipway's mark: a hull on its way into the water. */
export function Mark() {
  return (
    <svg
      className="text-accent"
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M2.5 16.5 17.5 9M6 14.6V8.2l7-3.4v6.4" />
      <path d="M2.5 18.6h15" opacity=".45" />
    </svg>
  );
}
