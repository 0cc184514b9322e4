import { pipeline, Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";
import { directoryEntry, endOfDirectory, localHeader, sizesAfter, type ZipEntryFacts } from "./zip.ts";

/** A file whose content comes in pieces. */
export interface StreamedFile {
  readonly name: string;
  readonly pieces: () => AsyncIterable<Buffer> | Iterable<Buffer>;
}

/** Packs files, in order, into a zip, piece by piece: sizes and checks follow each content, where they are known (APPNOTE 4.3.9). */
export async function* streamZip(files: readonly StreamedFile[]): AsyncGenerator<Buffer, void, undefined> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, pieces } of files) {
    const facts: ZipEntryFacts = { crc: 0, packedBytes: 0, bytes: 0, isSizedAfter: true };
    const header = localHeader(name, facts);
    yield header;
    const seen = { crc: 0, bytes: 0, packedBytes: 0 };
    const packing = createDeflateRaw();
    // What fails on the one side ends the other; whoever reads here is told by the stream itself.
    pipeline(Readable.from(counted(pieces(), seen)), packing, () => undefined);
    for await (const packed of packing as AsyncIterable<Buffer>) {
      seen.packedBytes += packed.length;
      yield packed;
    }
    const known = { ...facts, ...seen };
    const after = sizesAfter(known);
    yield after;
    directory.push(directoryEntry(name, known, offset));
    offset += header.length + seen.packedBytes + after.length;
  }
  yield Buffer.concat([...directory, endOfDirectory(directory, offset)]);
}

async function* counted(
  pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
  seen: { crc: number; bytes: number },
): AsyncGenerator<Buffer, void, undefined> {
  for await (const piece of pieces) {
    seen.crc = crc32(piece, seen.crc);
    seen.bytes += piece.length;
    yield piece;
  }
}
