# The server, run from its TypeScript by tsx as everywhere else. Without DATABASE_URL it starts its embedded Postgres under /data.
FROM node:20-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/engine/package.json packages/engine/
COPY packages/api/package.json packages/api/
COPY packages/workers/package.json packages/workers/
COPY packages/client/package.json packages/client/
COPY packages/console/package.json packages/console/
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:20-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8080 \
    DATA_DIR=/data
WORKDIR /app
COPY --from=packages /app ./
COPY . .
RUN cd packages/console && node ../../node_modules/vite/bin/vite.js build --logLevel warn
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: a signal must reach the server itself.
CMD ["node", "--max-semi-space-size=32", "--import", "tsx", "packages/api/src/main.ts"]
