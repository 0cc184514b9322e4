import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import english from "antd/es/locale/en_US";
import chinese from "antd/es/locale/zh_CN";
import { lazy, Suspense } from "react";
import { Redirect, Route, Switch } from "wouter";
import { Loading } from "../parts/Loading.tsx";
import { SignInPage } from "../signIn/SignIn.tsx";
import { LanguageProvider, useWords } from "../words/language.tsx";
import { ApiProblem } from "./api.ts";
import { LiveProvider } from "./live.tsx";
import { NotFoundPage } from "./NotFoundPage.tsx";
import { Shell } from "./Shell.tsx";
import { SessionProvider, useSession } from "./session.tsx";
import { theme } from "./theme.ts";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A live page is told when to look again; what it shows meanwhile stays.
      staleTime: 20_000,
      retry: (count, error) =>
        count < 2 && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500),
      refetchOnWindowFocus: true,
      // The browser's own opinion on being online is wrong on a county's network; the stream knows.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

const Overview = lazy(async () => ({ default: (await import("../overview/OverviewPage.tsx")).OverviewPage }));
const Tasks = lazy(async () => ({ default: (await import("../tasks/TasksPage.tsx")).TasksPage }));
const TaskDetail = lazy(async () => ({ default: (await import("../task/TaskPage.tsx")).TaskPage }));
const Approvals = lazy(async () => ({
  default: (await import("../approvals/ApprovalsPage.tsx")).ApprovalsPage,
}));
const NewMatter = lazy(async () => ({
  default: (await import("../matters/NewMatterPage.tsx")).NewMatterPage,
}));
const MatterDetail = lazy(async () => ({ default: (await import("../matters/MatterPage.tsx")).MatterPage }));
const Forecast = lazy(async () => ({ default: (await import("../forecast/ForecastPage.tsx")).ForecastPage }));
const Audit = lazy(async () => ({ default: (await import("../audit/AuditPage.tsx")).AuditPage }));
const OwnAccount = lazy(async () => ({ default: (await import("../account/AccountPage.tsx")).AccountPage }));
const Programmes = lazy(async () => ({
  default: (await import("../programmes/ProgrammesPage.tsx")).ProgrammesPage,
}));
const ProgrammeEdit = lazy(async () => ({
  default: (await import("../programmes/ProgrammeEditPage.tsx")).ProgrammeEditPage,
}));
const Burden = lazy(async () => ({ default: (await import("../burden/BurdenPage.tsx")).BurdenPage }));
const Funds = lazy(async () => ({ default: (await import("../funds/FundsPage.tsx")).FundsPage }));
const Inspections = lazy(async () => ({
  default: (await import("../inspections/InspectionsPage.tsx")).InspectionsPage,
}));
const InspectionDetail = lazy(async () => ({
  default: (await import("../inspections/InspectionPage.tsx")).InspectionPage,
}));
const Diagnosis = lazy(async () => ({
  default: (await import("../diagnosis/DiagnosisPage.tsx")).DiagnosisPage,
}));
const Import = lazy(async () => ({ default: (await import("../imports/ImportPage.tsx")).ImportPage }));
const Coverage = lazy(async () => ({ default: (await import("../coverage/CoveragePage.tsx")).CoveragePage }));
const Households = lazy(async () => ({
  default: (await import("../households/HouseholdsPage.tsx")).HouseholdsPage,
}));
const Bulletins = lazy(async () => ({
  default: (await import("../bulletins/BulletinsPage.tsx")).BulletinsPage,
}));
const BulletinDetail = lazy(async () => ({
  default: (await import("../bulletins/BulletinPage.tsx")).BulletinPage,
}));
const Letters = lazy(async () => ({ default: (await import("../letters/LettersPage.tsx")).LettersPage }));
const LetterDetail = lazy(async () => ({ default: (await import("../letters/LetterPage.tsx")).LetterPage }));
const Exemplars = lazy(async () => ({
  default: (await import("../exemplars/ExemplarsPage.tsx")).ExemplarsPage,
}));
const ExemplarDetail = lazy(async () => ({
  default: (await import("../exemplars/ExemplarPage.tsx")).ExemplarPage,
}));
const Admin = lazy(async () => ({ default: (await import("../admin/AdminPage.tsx")).AdminPage }));

/** The console. */
export function App() {
  return (
    <LanguageProvider>
      <Dressed />
    </LanguageProvider>
  );
}

function Dressed() {
  const { language } = useWords();
  return (
    <ConfigProvider
      theme={theme}
      locale={language === "zh" ? chinese : english}
      button={{ autoInsertSpace: false }}
    >
      <QueryClientProvider client={queries}>
        <SessionProvider>
          <Pages />
        </SessionProvider>
      </QueryClientProvider>
    </ConfigProvider>
  );
}

function Pages() {
  const { state, me } = useSession();
  if (state === "checking") return <Loading />;
  if (me === null) return <SignInPage />;
  return (
    <LiveProvider key={me.key.id}>
      <Shell>
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/" component={Overview} />
            <Route path="/tasks" component={Tasks} />
            <Route path="/tasks/:id">{({ id }) => <TaskDetail key={id} id={id} />}</Route>
            <Route path="/tasks/:id/letters/:revision">
              {({ id, revision }) => <LetterDetail key={`${id}/${revision}`} task={id} revision={revision} />}
            </Route>
            <Route path="/approvals" component={Approvals} />
            <Route path="/audit" component={Audit} />
            <Route path="/forecast" component={Forecast} />
            <Route path="/matters/new" component={NewMatter} />
            <Route path="/matters/:id">{({ id }) => <MatterDetail key={id} id={id} />}</Route>
            <Route path="/account" component={OwnAccount} />
            <Route path="/programmes/:id?">
              {({ id }) => <Programmes id={id === undefined ? undefined : decodeURIComponent(id)} />}
            </Route>
            <Route path="/define-programme/:id?">
              {({ id }) => <ProgrammeEdit id={id === undefined ? undefined : decodeURIComponent(id)} />}
            </Route>
            <Route path="/burden/:section?">{({ section }) => <Burden section={section ?? "asked"} />}</Route>
            <Route path="/funds" component={Funds} />
            <Route path="/inspections" component={Inspections} />
            <Route path="/inspections/:id">{({ id }) => <InspectionDetail key={id} id={id} />}</Route>
            <Route path="/diagnosis" component={Diagnosis} />
            <Route path="/documents">
              <Redirect to="/documents/bulletins" replace />
            </Route>
            <Route path="/documents/bulletins" component={Bulletins} />
            <Route path="/documents/bulletins/:id">{({ id }) => <BulletinDetail key={id} id={id} />}</Route>
            <Route path="/documents/letters" component={Letters} />
            <Route path="/documents/exemplars" component={Exemplars} />
            <Route path="/documents/exemplars/:id">{({ id }) => <ExemplarDetail key={id} id={id} />}</Route>
            <Route path="/imports" component={Import} />
            <Route path="/coverage" component={Coverage} />
            <Route path="/households" component={Households} />
            <Route path="/admin/:section?">
              {({ section }) => <Admin section={section ?? "calendars"} />}
            </Route>
            <Route component={NotFoundPage} />
          </Switch>
        </Suspense>
      </Shell>
    </LiveProvider>
  );
}
