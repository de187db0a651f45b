import net from "node:net";

/** A way to a server that a test can cut, or let fall silent as a network does when it loses packets. */
export type TcpGate = {
  /** The server's address with this gate's port in it. */
  url: string;
  /** Ends every connection and refuses new ones. */
  cut(): void;
  /** Keeps every connection open and passes nothing on. */
  hush(): void;
  open(): void;
  close(): Promise<void>;
};

export async function tcpGate(serverUrl: string): Promise<TcpGate> {
  const target = new URL(serverUrl);
  const sockets = new Set<net.Socket>();
  let state: "open" | "cut" | "silent" = "open";
  const gate = net.createServer((inner) => {
    if (state === "cut") return inner.destroy();
    const outer = net.connect(Number(target.port), target.hostname);
    for (const socket of [inner, outer]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        inner.destroy();
        outer.destroy();
      });
    }
    inner.on("data", (bytes) => state === "open" && outer.write(bytes));
    outer.on("data", (bytes) => state === "open" && inner.write(bytes));
    return undefined;
  });
  await new Promise<void>((resolve) => gate.listen(0, "127.0.0.1", resolve));
  const address = gate.address();
  if (address === null || typeof address === "string") throw new Error("the gate has no port");
  const url = new URL(serverUrl);
  url.port = String(address.port);
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.toString(),
    cut() {
      state = "cut";
      endAll();
    },
    hush() {
      state = "silent";
    },
    open() {
      // What was lost while nothing passed is lost: both sides begin anew.
      if (state === "silent") endAll();
      state = "open";
    },
    close() {
      endAll();
      return new Promise((resolve) => gate.close(() => resolve()));
    },
  };
}
