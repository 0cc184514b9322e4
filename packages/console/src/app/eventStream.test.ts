import { expect, test } from "vitest";
import { parseStream } from "./eventStream.ts";

const bytesOf = (...chunks: string[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });

test("events come whole however the bytes were cut", async () => {
  const seen = [];
  const bytes = bytesOf("event: hel", 'lo\ndata: {"a":1}\n', "\nevent: changed\ndata: x\n\nevent: cut");
  for await (const event of parseStream(bytes)) seen.push(event);
  expect(seen).toEqual([
    { event: "hello", data: '{"a":1}' },
    { event: "changed", data: "x" },
  ]);
});
