/** One event as it goes over the wire, encoded once for everybody. */
export type Frame = { id: bigint; bytes: Uint8Array };

const MOST_FRAMES = 500;
const MOST_BYTES = 8_000_000;

/** The newest frames, bounded in number and bytes, and the id after which they are whole. */
export function createKeptFrames(most = { frames: MOST_FRAMES, bytes: MOST_BYTES }) {
  const frames: Frame[] = [];
  let size = 0;
  let wholeAfter = 0n;

  return {
    /** Nothing is kept yet, and all that comes after this id will be. */
    beginAfter(id: bigint) {
      wholeAfter = id;
    },
    add(frame: Frame) {
      frames.push(frame);
      size += frame.bytes.length;
      while (frames.length > most.frames || size > most.bytes) {
        const dropped = frames.shift();
        if (!dropped) return;
        size -= dropped.bytes.length;
        wholeAfter = dropped.id;
      }
    },
    /** Every frame after this id, at most `mostBytes` of them; null when that is more, or when it is not whole. */
    after(id: bigint, mostBytes: number): Frame[] | null {
      if (id < wholeAfter) return null;
      const wanted = frames.filter((frame) => frame.id > id);
      return wanted.reduce((sum, frame) => sum + frame.bytes.length, 0) > mostBytes ? null : wanted;
    },
  };
}
