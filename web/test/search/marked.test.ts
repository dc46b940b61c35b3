import { describe, expect, test } from "vitest";
import { markedParts } from "../../src/search/marked";

const found = (sentence: string, query: string) => markedParts(sentence, query).filter((part) => part.isFound).map((part) => part.text);

describe("what was looked for is marked", () => {
  test("as whole words, whatever their case", () => {
    expect(found("The contract, and the contractor.", "CONTRACT")).toEqual(["contract"]);
  });

  test("as beginnings where a star follows", () => {
    expect(found("The contract, and the contractor.", "contract*")).toEqual(["contract", "contractor"]);
  });

  test("without taking a sign for a pattern", () => {
    expect(markedParts("a+b (c)", "(.*)+[")).toEqual([{ text: "a+b (c)", isFound: false }]);
  });

  test("and no word is lost", () => {
    expect(markedParts("Über den Vertrag reden", '"den vertrag"').map((part) => part.text).join("")).toBe("Über den Vertrag reden");
  });
});
