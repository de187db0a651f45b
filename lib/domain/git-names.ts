import type { Pipeline } from "./pipeline";
import type { Identity } from "./policy";

/** Under which addresses and accounts a person commits, in small letters: their own, and those that the policy adds. */
export function gitNamesOf(
  { mail, login }: Pick<Identity, "mail" | "login">,
  people: Pipeline["people"],
): { mails: string[]; logins: string[] } {
  const isSame = (a: string | null, b: string | null) => a !== null && a.toLowerCase() === b?.toLowerCase();
  const same = people.filter((one) => isSame(one.mail, mail) || isSame(one.github, login));
  return {
    mails: small([mail, ...same.map((one) => one.mail)]),
    logins: small([login, ...same.map((one) => one.github)]),
  };
}

function small(names: (string | null)[]): string[] {
  return [...new Set(names.flatMap((name) => (name ? [name.toLowerCase()] : [])))];
}
