import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { call } from "../app/api.ts";
import type { Page } from "../app/shapes.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { type Key, KeyTable } from "./KeyTable.tsx";
import { NewKey } from "./NewKey.tsx";

/** Who may come in: a form that issues a key, the keys there are, and the ways to renew one or shut it out. */
export function KeysAdmin() {
  const { t } = useWords();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["keys"],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        limit: "100",
        ...(pageParam === null ? {} : { cursor: pageParam }),
      });
      return call<Page<Key>>(`/v1/keys?${query}`, { signal });
    },
    getNextPageParam: ({ next }) => next,
  });
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  return (
    <>
      <NewKey />
      <KeyTable keys={data.pages.flatMap(({ items }) => items)} />
      {hasNextPage && (
        <p>
          <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            {t("moreRows")}
          </Button>
        </p>
      )}
    </>
  );
}
