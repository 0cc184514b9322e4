import type { LineLedger } from "@duban/client";
import { Button } from "antd";
import { Link } from "wouter";
import { useUnits } from "../app/queries.ts";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { type MatterEntry, useMattersOfLine } from "./programmeQueries.ts";
import { Share } from "./Share.tsx";

/** The matters of a line, each with the tasks of its units behind a disclosure that the browser brings. */
export function LineMatters(props: {
  readonly programme: string;
  readonly line: LineLedger & { readonly id: string };
}) {
  const { t } = useWords();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useMattersOfLine(
    props.programme,
    props.line.id,
  );
  if (data === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  const matters = data.pages.flatMap(({ items }) => items);
  if (matters.length === 0) return <p className="muted">{t("noMattersInLine")}</p>;
  return (
    <>
      <ul className="tree">
        {matters.map((matter) => (
          <li key={matter.id}>
            <MatterBranch matter={matter} targets={props.line.targets} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <div>
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("moreMatters")}
          </Button>
        </div>
      )}
    </>
  );
}

function MatterBranch(props: { readonly matter: MatterEntry; readonly targets: LineLedger["targets"] }) {
  const { matter, targets } = props;
  const { t, term } = useWords();
  const units = useUnits();
  return (
    <details>
      <summary>
        <span className="tree-title">
          {matter.number} {matter.title}
        </span>
        <Share label={t("progress")} progress={matter.progress} />
      </summary>
      <p>
        <Link href={`/matters/${matter.id}`}>{t("wholeMatter")}</Link>
      </p>
      <ul className="tree">
        {matter.tasks.map((task) => (
          <li key={task.id} className="tree-task">
            <Link href={`/tasks/${task.id}`}>{units.nameOf(task.unit)}</Link>
            <span>
              {term("part", task.role)} · {term("state", task.state)}
            </span>
            <Share label={t("progress")} progress={String(task.progress)} />
            {task.targets.map(({ id, share, reported }) => (
              <span key={id}>
                {targets.find((target) => target.id === id)?.name ?? id} {reported ?? "0"}
                {share !== null && ` / ${share}`} {targets.find((target) => target.id === id)?.unit}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}
