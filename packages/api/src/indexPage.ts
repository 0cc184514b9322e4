const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Duban (督办)</title>
  </head>
  <body>
    <h1>Duban (督办)</h1>
    <p>An event-driven workflow engine for a county's supervision work. This process serves its API.</p>
    <ul>
      <li><a href="/docs">The API, to read</a></li>
      <li><a href="/openapi.json">The same as an OpenAPI document</a></li>
      <li><a href="/readyz">Is it ready to serve?</a></li>
      <li><a href="/metrics">Its figures</a></li>
    </ul>
  </body>
</html>
`;

/** What a person finds at the server's root: where things are. */
export const indexPage: string = page;
