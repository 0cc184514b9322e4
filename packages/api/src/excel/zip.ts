import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

/**
 * The container of an Excel file (ISO/IEC 21320-1, PKWARE APPNOTE): read with bounds, written plain.
 *
 * What an entry claims to inflate to is not believed: inflating stops at what is left of `limitBytes` for the whole file, so
 * that a small file cannot fill the memory.
 */
export class UnreadableFile extends Error {
  /** `too-large`: it would inflate to more than is read; else it is no such file. */
  readonly kind: "not-read" | "too-large";
  constructor(kind: "not-read" | "too-large", message: string) {
    super(message);
    this.kind = kind;
  }
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const sizesSignature = 0x08074b50;
const endLength = 22;
// A comment of at most 64 KiB may stand behind the end record.
const longestEnd = endLength + 0xffff;
const mostEntries = 1_000;

interface Entry {
  readonly method: number;
  readonly packedBytes: number;
  readonly offset: number;
}

/** The files in a zip, each inflated when it is asked for; undefined for a name that is not there. */
export interface Zip {
  read(name: string): Buffer | undefined;
}

/** Opens a zip whose entries may inflate to `limitBytes` together. */
export function openZip(file: Buffer, limitBytes: number): Zip {
  const entries = readDirectory(file);
  let leftBytes = limitBytes;
  return {
    read(name) {
      const entry = entries.get(name);
      if (entry === undefined) return undefined;
      const content = inflate(file, entry, leftBytes);
      leftBytes -= content.length;
      return content;
    },
  };
}

function readDirectory(file: Buffer): Map<string, Entry> {
  const end = findEnd(file);
  const count = file.readUInt16LE(end + 10);
  if (count > mostEntries) throw new UnreadableFile("too-large", `it holds over ${mostEntries} files`);
  const entries = new Map<string, Entry>();
  let at = file.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== entrySignature) throw broken();
    const nameLength = file.readUInt16LE(at + 28);
    const name = file.toString("utf8", at + 46, at + 46 + nameLength);
    if ((file.readUInt16LE(at + 8) & 1) === 1) throw new UnreadableFile("not-read", "it is encrypted");
    entries.set(name.replace(/^\//, ""), {
      method: file.readUInt16LE(at + 10),
      packedBytes: file.readUInt32LE(at + 20),
      offset: file.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

const broken = () => new UnreadableFile("not-read", "it is damaged");

function findEnd(file: Buffer): number {
  for (let at = file.length - endLength; at >= Math.max(0, file.length - longestEnd); at--) {
    if (file.readUInt32LE(at) === endSignature) return at;
  }
  throw new UnreadableFile("not-read", "it is no .xlsx file");
}

function inflate(file: Buffer, { method, packedBytes, offset }: Entry, leftBytes: number): Buffer {
  if (offset + 30 > file.length || file.readUInt32LE(offset) !== localSignature) throw broken();
  const begins = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  const packed = file.subarray(begins, begins + packedBytes);
  if (method === 0) {
    if (packed.length > leftBytes) throw tooLarge();
    return packed;
  }
  if (method !== 8) throw new UnreadableFile("not-read", "it is packed in a way that is not read");
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, leftBytes) });
  } catch (error) {
    const isOverLimit = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw isOverLimit ? tooLarge() : broken();
  }
}

const tooLarge = () => new UnreadableFile("too-large", "it inflates to more than is read");

// 1980-01-01, the first day a zip can hold: the same rows make the same file.
const zipDate = 0x0021;

/** What the container says of a file; `isSizedAfter` where its sizes follow its content. */
export interface ZipEntryFacts {
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly isSizedAfter: boolean;
}

// Bit 11: names are UTF-8. Bit 3: sizes and check stand behind the content.
const utf8Flag = 0x0800;
const sizedAfterFlag = 0x0008;

function factsOf({ crc, packedBytes, bytes, isSizedAfter }: ZipEntryFacts, isKnown: boolean): Buffer {
  const facts = Buffer.alloc(22);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(utf8Flag | (isSizedAfter ? sizedAfterFlag : 0), 2);
  facts.writeUInt16LE(8, 4);
  facts.writeUInt16LE(zipDate, 8);
  if (isKnown) {
    facts.writeUInt32LE(crc, 10);
    facts.writeUInt32LE(packedBytes, 14);
    facts.writeUInt32LE(bytes, 18);
  }
  return facts;
}

/** What stands before a file's packed content. */
export function localHeader(name: string, facts: ZipEntryFacts): Buffer {
  const nameBytes = Buffer.from(name);
  const lengths = Buffer.alloc(4);
  lengths.writeUInt16LE(nameBytes.length, 0);
  return signed(localSignature, factsOf(facts, !facts.isSizedAfter), lengths, nameBytes);
}

/** What stands behind a content whose header knew no sizes. */
export function sizesAfter({ crc, packedBytes, bytes }: ZipEntryFacts): Buffer {
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(crc, 0);
  sizes.writeUInt32LE(packedBytes, 4);
  sizes.writeUInt32LE(bytes, 8);
  return signed(sizesSignature, sizes);
}

/** A file's entry in the directory; `offset` is where its local header begins. */
export function directoryEntry(name: string, facts: ZipEntryFacts, offset: number): Buffer {
  const nameBytes = Buffer.from(name);
  const rest = Buffer.alloc(18);
  rest.writeUInt16LE(nameBytes.length, 0);
  rest.writeUInt32LE(offset, 14);
  return signed(entrySignature, Buffer.from([20, 0]), factsOf(facts, true), rest, nameBytes);
}

/** The record a zip ends with; `offset` is where the directory begins. */
export function endOfDirectory(directory: readonly Buffer[], offset: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    8,
  );
  end.writeUInt32LE(offset, 12);
  return signed(endSignature, end);
}

/** Packs files, in order, into a zip. */
export function packZip(files: readonly { readonly name: string; readonly content: Buffer }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const packed = deflateRawSync(content);
    const sizes = { crc: crc32(content), packedBytes: packed.length, bytes: content.length };
    const facts = { ...sizes, isSizedAfter: false };
    const header = localHeader(name, facts);
    parts.push(header, packed);
    directory.push(directoryEntry(name, facts, offset));
    offset += header.length + packed.length;
  }
  return Buffer.concat([...parts, ...directory, endOfDirectory(directory, offset)]);
}

function signed(signature: number, ...parts: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(signature);
  return Buffer.concat([head, ...parts]);
}
