# syntax=docker/dockerfile:1
# The hub on a runtime without a shell or a package manager, as a user without rights.
#
#   docker build -t hub .
#   docker run -p 5080:5080 -v hub-data:/data hub
#
# Only /data is written to, so the rest may be read-only: docker run --read-only --tmpfs /tmp ...
#
# A tag moves with every fix of Microsoft's. Whoever wants the very same image again names it by its digest:
#   docker build --build-arg RUNTIME=mcr.microsoft.com/dotnet/aspnet@sha256:... -t hub .

ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled

FROM --platform=$BUILDPLATFORM $SDK AS build
ARG TARGETARCH=amd64
WORKDIR /source

# What decides about packages comes first: while none of it changes, the restore comes out of the cache.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY build/AllowedAdvisories.props build/
COPY src/Hub/Hub.csproj src/Hub/
COPY src/Hub.Domain/Hub.Domain.csproj src/Hub.Domain/
COPY src/Hub.Ports/Hub.Ports.csproj src/Hub.Ports/
COPY src/Hub.Delivery/Hub.Delivery.csproj src/Hub.Delivery/
COPY src/Hub.Storage/Hub.Storage.csproj src/Hub.Storage/
RUN dotnet restore src/Hub --os linux --arch $TARGETARCH -p:PublishReadyToRun=true

COPY src/ src/
# The hub serves these pages, and writes messages by these templates.
COPY docs/*.md docs/
COPY docs/figures/*.svg docs/figures/
COPY templates/ templates/
# Compiled ahead: a start takes a quarter less of the processor.
RUN dotnet publish src/Hub --no-restore --configuration Release --os linux --arch $TARGETARCH \
    -p:PublishReadyToRun=true --no-self-contained --output /app -p:DebugType=none -p:SatelliteResourceLanguages=en \
    && mkdir /data

FROM $RUNTIME
# The user of Microsoft's images; a volume that is made from this folder belongs to it too.
COPY --from=build --chown=1654:1654 /data /data
# Business hours are told in time zones, which the runtime image knows nothing of.
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=build /app /app
USER 1654:1654
WORKDIR /data
ENV ASPNETCORE_HTTP_PORTS=5080 \
    Hub__DataPath=/data \
    DOTNET_EnableDiagnostics=0
EXPOSE 5080
VOLUME /data
# There is nothing in the image that could ask, so the host does: GET /health/live tells whether to restart the
# container, GET /health/ready whether to send it requests. On SIGTERM the hub finishes what is under way, for which an
# attempt has 30 seconds and the hub 35: docker stop --timeout 40.
ENTRYPOINT ["dotnet", "/app/Hub.dll"]
