/** So much of one line travels to a page; the download has the rest. */
export const MOST_LINE_CHARACTERS = 16_000;

const ESCAPE = "\u001b";
const CSI = "\u009b";
/** A terminal's orders: titles and links to their end, colours and cursor moves, and what has but one letter. */
const ORDERS = new RegExp(
  [
    String.raw`${ESCAPE}[\]PX^_][^${ESCAPE}\u0007]{0,2000}(?:\u0007|${ESCAPE}\\)?`,
    String.raw`(?:${ESCAPE}\[|${CSI})[0-?]{0,64}[ -/]{0,8}[@-~]?`,
    `${ESCAPE}[ -/]{0,8}[0-~]?`,
  ].join("|"),
  "g",
);
const CONTROLS = /(?!\t)\p{Cc}/gu;

/** A line as a person reads it: without a terminal's colours and other orders. */
export function withoutEscapes(text: string): string {
  return text.replace(ORDERS, "").replace(CONTROLS, "");
}
