# SPDX-License-Identifier: AGPL-3.0-or-later
# The server as an image; docs/operating.md says how to run it.
#   docker build --build-arg COMMIT=$(git rev-parse --short=12 HEAD) --tag palabre .

FROM debian:bookworm-slim AS build
WORKDIR /palabre

# What the build needs, by the same list as everywhere: fetched again only when a list changes.
COPY dev ./
COPY cmake/with_node.sh cmake/
COPY client-web/package.json client-web/package-lock.json client-web/
RUN ./dev setup run

COPY CMakeLists.txt CMakePresets.json ./
COPY cmake cmake
COPY protocol protocol
COPY scenarios scenarios
COPY client-web client-web
COPY server server

# Which commit this is, and where people get its source (AGPL, section 13): /source leads there.
ARG COMMIT=""
ARG SOURCE_URL=""
# How many compilations at once; without it as many as cores and memory allow.
ARG PALABRE_JOBS=""
# The compiler's cache outlives the layer: after a change only what changed is compiled.
RUN --mount=type=cache,target=/root/.cache/ccache \
  cmake_options="-DPALABRE_COMMIT=$COMMIT -DPALABRE_SOURCE_URL=$SOURCE_URL" ./dev build && \
  strip -o /usr/local/bin/palabre build/release/palabre

FROM debian:bookworm-slim

# The libraries that the program is linked with; authorities for rediss://; time zones of palabres.
RUN apt-get update && \
  apt-get install -y --no-install-recommends \
    ca-certificates tzdata \
    libdate-tz3 libfmt9 libhiredis0.14 libmimalloc2.0 libprometheus-cpp-core1.0 libqrencode4 libsodium23 libspdlog1.10 \
    libsqlite3-0 libssl3 libstdc++6 libutf8proc2 zlib1g && \
  rm -rf /var/lib/apt/lists/* && \
  useradd --uid 10001 --user-group --no-create-home --home-dir /var/lib/palabre \
    --shell /usr/sbin/nologin palabre && \
  install -d -o palabre -g palabre -m 0700 /var/lib/palabre

COPY LICENSE /usr/share/doc/palabre/LICENSE
COPY --from=build /usr/local/bin/palabre /usr/local/bin/palabre

# Everything that must outlive the container is below the working directory: palabres, the journal, exports.
USER 10001:10001
WORKDIR /var/lib/palabre
VOLUME /var/lib/palabre
EXPOSE 8080

# Behind the network of containers everybody seems to be in the local one: founding asks for the token.
ENTRYPOINT ["palabre"]
CMD ["serve", "--founding", "token"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["palabre", "health", "http://127.0.0.1:8080"]

ARG COMMIT=""
ARG SOURCE_URL=""
LABEL org.opencontainers.image.title="Palabre" \
  org.opencontainers.image.description="A server for groups that think and decide together" \
  org.opencontainers.image.licenses="AGPL-3.0-or-later" \
  org.opencontainers.image.source="$SOURCE_URL" \
  org.opencontainers.image.revision="$COMMIT"
