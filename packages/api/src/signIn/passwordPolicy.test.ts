import { expect, test } from "vitest";
import { passwordFault } from "./passwordPolicy.ts";

const owner = { person: "zhang-wei", name: "张伟" };

test.each([
  ["short", /at least 10/],
  ["九个汉字不够长吗不", /at least 10/],
  ["x".repeat(129), /at most 128/],
  ["aaaaaaaaaaaa", /same few/],
  ["1212121212121", /same few/],
  ["1234567890", /everybody tries/],
  ["Password123!", /everybody tries/],
  ["P@ssw0rd2026", /everybody tries/],
  ["1qaz2wsx3456", /everybody tries/],
  ["woaini1314520", /everybody tries/],
  ["Admin@123456", /everybody tries/],
  ["ZHANG-WEI-2026-x", /own id or name/],
  ["我是张伟，今年四十二岁了", /own id or name/],
])("the password %j is refused with its reason", (password, reason) => {
  expect(passwordFault(password, owner)).toMatch(reason);
});

test.each(["correct horse battery", "核桃树下第七块石头旁", "tea-7-mountains-over", "Kq9#vT2m!xLp"])(
  "the password %j is taken",
  (password) => {
    expect(passwordFault(password, owner)).toBeUndefined();
  },
);
