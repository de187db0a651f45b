import { recordedNames } from "../read-recording";
import type { Replay } from "../replay";

/** Three applications in project linq; the passwords and tokens of this simulator instead of the recorded ones. */
export async function auth(replay: Replay): Promise<void> {
  const { server } = replay;
  await server.pass(30);
  const passwords = new Map([
    ["session-create", "admin-token"],
    ["session-bad-password", "wrong"],
  ]);
  for (const name of recordedNames(replay.folder)) {
    const password = passwords.get(name);
    await replay.exchange(name, password === undefined ? {} : { body: { username: "admin", password } });
  }
}
