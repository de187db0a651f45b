/** One deployment is chosen: what comes next. */
export function ChosenBar({ onClear }: { onClear: () => void }) {
  return (
    <p role="status" className="flex items-center gap-3 border-b border-line bg-accent-soft px-3.5 py-2 text-accent">
      One deployment is chosen. Choose another one to compare them.
      <button type="button" className="btn btn-small" onClick={onClear}>
        Choose none
      </button>
    </p>
  );
}
