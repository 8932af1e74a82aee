FROM node:24-slim AS build
WORKDIR /belay
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY scripts scripts
COPY src src
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /belay
COPY --from=build /belay/package.json ./
COPY --from=build /belay/node_modules node_modules
COPY --from=build /belay/dist dist
USER node
EXPOSE 3000
# Not through npm: signals must reach the App itself.
CMD ["node", "dist/app.js"]
