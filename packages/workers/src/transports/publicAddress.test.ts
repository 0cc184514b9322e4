import type { LookupAddress } from "node:dns";
import { describe, expect, test } from "vitest";
import { ForbiddenAddress, isPublicAddress, lookupPublic, webhookUrlProblem } from "./publicAddress.ts";

const forbidden = [
  // This host, unspecified, broadcast.
  ["0.0.0.0", "0.1.2.3", "127.0.0.1", "127.255.255.254", "255.255.255.255", "::", "::1"],
  // Private and provider networks, links, cloud metadata.
  [
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "100.64.0.1",
    "100.127.255.255",
  ],
  ["169.254.169.254", "fe80::1", "febf::1", "fc00::1", "fd00:ec2::254", "fec0::1"],
  // Groups, benchmarks, documentation, reserved.
  ["224.0.0.1", "239.255.255.255", "ff02::1", "198.18.0.1", "198.19.255.255", "192.0.0.1", "192.0.2.1"],
  ["198.51.100.1", "203.0.113.9", "240.0.0.1", "2001:db8::1", "3fff::1", "100::1", "4000::1", "5f00::1"],
  // IPv4 in IPv6 clothes: mapped, compatible, translated, 6to4, Teredo.
  ["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:8.8.8.8", "::127.0.0.1", "::7f00:1", "::ffff:0:127.0.0.1"],
  ["64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001::7f00:1", "fe80::1%eth0"],
  // No addresses at all.
  ["", "localhost", "example.com", "1.2.3.4.5", "256.1.1.1", "[::1]"],
].flat();

const allowed = [
  "1.1.1.1",
  "8.8.8.8",
  "114.114.114.114",
  "172.32.0.1",
  "100.128.0.1",
  "2606:4700::1111",
  "240e::1",
];

test.each(forbidden)("%s is no public address", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(allowed)("%s is a public address", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

describe("the URL of a webhook", () => {
  test.each([
    ["not a url", "not a URL"],
    ["ftp://example.com/", "neither https nor http"],
    ["http://example.com/", "not https"],
    ["https://user@example.com/", "a user or password stands in the URL"],
    ["https://:secret@example.com/", "a user or password stands in the URL"],
    ["https://127.0.0.1/", "127.0.0.1 is not a public address"],
    ["https://2130706433/", "127.0.0.1 is not a public address"],
    ["https://0x7f.1/", "127.0.0.1 is not a public address"],
    ["https://017700000001/", "127.0.0.1 is not a public address"],
    ["https://[::1]:8443/x", "::1 is not a public address"],
    ["https://[::ffff:10.0.0.1]/", "::ffff:a00:1 is not a public address"],
    ["https://①②⑦.0.0.1/", "127.0.0.1 is not a public address"],
  ])("%s is refused: %s", (url, problem) => {
    expect(webhookUrlProblem(url, false)).toBe(problem);
  });

  test("may be https to a name or a public address", () => {
    expect(webhookUrlProblem("https://example.com/hooks?x=1", false)).toBeUndefined();
    expect(webhookUrlProblem("https://8.8.8.8/", false)).toBeUndefined();
  });

  test("may be anything over http where private addresses are allowed, but for a user in it", () => {
    expect(webhookUrlProblem("http://127.0.0.1:9000/", true)).toBeUndefined();
    expect(webhookUrlProblem("http://user@127.0.0.1:9000/", true)).toBeDefined();
  });
});

test("a name that leads to this host is refused when it is looked up, in both forms a socket asks in", async () => {
  for (const all of [true, false]) {
    const error = await new Promise<unknown>((settle) => {
      lookupPublic("localhost", { all }, (failure, address: string | LookupAddress[]) =>
        settle(failure ?? address),
      );
    });
    expect(error).toBeInstanceOf(ForbiddenAddress);
  }
});
