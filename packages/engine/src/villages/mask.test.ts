import { expect, it } from "vitest";
import { maskName, maskPhone } from "./mask.ts";

it.each([
  ["李秀英", "李**"],
  ["李四", "李*"],
  ["阿", "*"],
  ["欧阳·阿卜杜拉", "欧***"],
  ["𠮷田", "𠮷*"],
])("of the name %s only its first character is shown: %s", (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

it.each([
  ["13888881234", "138******34"],
  ["0875-7121234", "087******34"],
  ["7121234", "***"],
  ["", ""],
])("of the number %s less than half is shown: %s", (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked);
});
