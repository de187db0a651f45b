import { addDays, type LocalDate, weekday } from "./zoned-time";

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const ORDERS = ["first", "second", "third", "fourth"];

export type OnDay = (date: LocalDate) => boolean;

/** Reads `Mon-Fri`, `Sat,Sun` or `last Fri of month`; a sentence where it is none of them. */
export function readDays(text: string): OnDay | string {
  const nth = /^(first|second|third|fourth|last) (\w{3}) of month$/i.exec(text.trim());
  if (nth) return nthDay(nth[1] ?? "", nth[2] ?? "");
  if (/ of month$/i.test(text))
    return `“${text.trim()}” is not a day of the month: write first Wed of month or last Fri of month`;
  const wanted = new Set<number>();
  for (const part of text.split(",").map((word) => word.trim())) {
    const [from = "", to = from, ...more] = part.split("-").map((word) => word.trim());
    const [first, last] = [dayNumber(from), dayNumber(to)];
    if (first === null || last === null || more.length > 0)
      return `“${part}” is not a day: write Mon, Tue, Wed, Thu, Fri, Sat or Sun`;
    for (let day = first; ; day = (day + 1) % 7) {
      wanted.add(day);
      if (day === last) break;
    }
  }
  return (date) => wanted.has(weekday(date));
}

function nthDay(order: string, name: string): OnDay | string {
  const day = dayNumber(name);
  if (day === null) return `“${name}” is not a day: write Mon, Tue, Wed, Thu, Fri, Sat or Sun`;
  if (order.toLowerCase() === "last") return (date) => weekday(date) === day && addDays(date, 7).month !== date.month;
  const nth = ORDERS.indexOf(order.toLowerCase());
  return (date) => weekday(date) === day && Math.floor((date.day - 1) / 7) === nth;
}

function dayNumber(name: string): number | null {
  const index = DAYS.indexOf(name.toLowerCase());
  return index < 0 ? null : index;
}
