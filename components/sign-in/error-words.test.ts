import { describe, expect, it } from "vitest";
import { errorWords } from "./error-words";

/** The codes that next-auth 4 puts in the address bar for the ways of signing in that there are here, and our own. */
const CODES = ["AccessDenied", "CredentialsSignin", "OAuthSignin", "OAuthCallback", "Callback", "Configuration"];

describe("words for a failed sign-in", () => {
  it.each([...CODES, "SessionRequired", "Unavailable"])("%s has its own", (code) => {
    expect(errorWords(code)).not.toBe(errorWords("something else"));
  });

  it.each(["<b>pay here</b>", "constructor", "__proto__", ""])("what nobody knows is not repeated: %j", (code) => {
    expect(errorWords(code)).toBe("The sign-in did not work. Try again.");
  });
});
