import * as z from "zod";
import { safeText } from "./safe-text";

// Pieces of shapes that never refuse: what is missing, null or of another kind becomes the empty value of its place, so
// that one odd field never costs a whole application. All text is made safe and bounded here, once, where it enters.

/** Kubernetes allows no longer name. */
export const MOST_NAME = 253;
export const MOST_MESSAGE = 4_000;
const MOST_TEXT = 1_000;
/** PostgreSQL's int. */
const MOST_INT = 2_147_483_647;
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(9999, 11, 31);

export const textOf = (most: number) =>
  z
    .string()
    .nullish()
    .catch(null)
    .transform((value) => (value ? safeText(value, most) : ""));
export const text = textOf(MOST_TEXT);
export const name = textOf(MOST_NAME);
export const message = textOf(MOST_MESSAGE);
export const maybeText = text.transform((value) => (value === "" ? null : value));

/** Text that must be there. */
export const wordOf = (most: number) => z.string().transform((value) => safeText(value, most));

export const flag = z
  .boolean()
  .nullish()
  .catch(null)
  .transform((value) => value ?? false);

export const count = z
  .number()
  .int()
  .min(0)
  .max(MOST_INT)
  .nullish()
  .catch(null)
  .transform((value) => value ?? 0);

/** An instant, or null: Go's zero time and what no calendar of ours holds are none. */
export const time = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => {
    const at = value ? new Date(value) : null;
    const ms = at?.getTime() ?? Number.NaN;
    return at && ms >= EARLIEST && ms <= LATEST ? at : null;
  });

/** An object, or null when it is anything else. */
export const maybe = <T extends z.ZodType>(shape: T) => shape.nullish().catch(null);

/** A list without the items that are not as they should be; the oldest go first where there are too many. */
export const list = <T extends z.ZodType>(item: T, most: number) =>
  z
    .array(z.unknown())
    .nullish()
    .catch(null)
    .transform((values) =>
      (values ?? []).slice(-most).flatMap((value): z.output<T>[] => {
        const read = item.safeParse(value);
        return read.success ? [read.data] : [];
      }),
    );

/** A map of words; what is not a word is left out. */
export const words = z
  .record(z.string(), z.unknown())
  .nullish()
  .catch(null)
  .transform((value) =>
    Object.fromEntries(
      Object.entries(value ?? {}).flatMap(([key, word]) =>
        typeof word === "string" ? [[safeText(key, MOST_TEXT), safeText(word, MOST_TEXT)]] : [],
      ),
    ),
  );

/** How many items a list has, whatever they are. */
export const lengthOf = z
  .array(z.unknown())
  .nullish()
  .catch(null)
  .transform((values) => values?.length ?? 0);
