using System.Text.Json;
using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos.Gateway;

/// <summary>/dbs/{database}/colls and one container of it.</summary>
internal static class ContainersApi
{
    public static GatewayResponse List(Database database) =>
        GatewayResponse
            .Json(200, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("_rid", database.Rid);
                writer.WriteStartArray("DocumentCollections");
                foreach (var container in database.Containers)
                {
                    Write(writer, container);
                }

                writer.WriteEndArray();
                writer.WriteNumber("_count", database.Containers.Count);
                writer.WriteEndObject();
            })
            .With(HeaderNames.ItemCount, $"{database.Containers.Count}");

    public static GatewayResponse Create(Database database, GatewayRequest request, CosmosHostOptions options)
    {
        var (item, refusal) = Incoming.Parse(request.Body);
        if (item is null)
        {
            return GatewayResponse.Refused(refusal);
        }

        if (!item.Json.TryGetProperty("partitionKey", out _))
        {
            return GatewayResponse.Refused(400, "Partition key paths must be specified.");
        }

        var container = database.Add(item.Id, item.Json, options.PartitionsPerContainer, options.Clock);
        return container is null ? GatewayResponse.Refused(OperationResult.Conflict) : One(201, container);
    }

    public static GatewayResponse Read(Container container) => One(200, container);

    public static GatewayResponse Replace(Container container, GatewayRequest request)
    {
        var (item, refusal) = Incoming.Parse(request.Body);
        if (item is null)
        {
            return GatewayResponse.Refused(refusal);
        }

        container.Replace(item.Json);
        return One(200, container);
    }

    public static GatewayResponse Delete(Database database, Container container) =>
        database.Remove(container) ? new GatewayResponse(204) : GatewayResponse.NotFound($"Container {container.Id}");

    private static GatewayResponse One(int status, Container container) =>
        GatewayResponse.Json(status, writer => Write(writer, container)).With("etag", "\"1\"");

    private static void Write(Utf8JsonWriter writer, Container container)
    {
        writer.WriteStartObject();
        foreach (
            var property in container.Definition.EnumerateObject().Where(property => !property.Name.StartsWith('_'))
        )
        {
            if (property.NameEquals("partitionKey"))
            {
                WriteKey(writer, container);
            }
            else
            {
                property.WriteTo(writer);
            }
        }

        writer.WriteString("_rid", container.Rid);
        writer.WriteString("_self", $"dbs/{container.Database.Rid}/colls/{container.Rid}/");
        writer.WriteString("_etag", "\"1\"");
        writer.WriteString("_docs", "docs/");
        writer.WriteNumber("_ts", 1);
        writer.WriteEndObject();
    }

    /// <summary>Only version 2 of the hash is known here, so that is what every container says.</summary>
    private static void WriteKey(Utf8JsonWriter writer, Container container)
    {
        writer.WriteStartObject("partitionKey");
        writer.WriteStartArray("paths");
        foreach (var path in container.Paths.Paths)
        {
            writer.WriteStringValue($"/{string.Join('/', path)}");
        }

        writer.WriteEndArray();
        writer.WriteString("kind", container.Paths.Hierarchical ? "MultiHash" : "Hash");
        writer.WriteNumber("version", 2);
        writer.WriteEndObject();
    }
}
