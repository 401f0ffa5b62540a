using System.Text.Json;
using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos.Gateway;

/// <summary>/dbs and /dbs/{database}.</summary>
internal static class DatabasesApi
{
    public static GatewayResponse List(Account account) =>
        GatewayResponse
            .Json(200, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("_rid", "");
                writer.WriteStartArray("Databases");
                foreach (var database in account.Databases)
                {
                    Write(writer, database);
                }

                writer.WriteEndArray();
                writer.WriteNumber("_count", account.Databases.Count);
                writer.WriteEndObject();
            })
            .With(HeaderNames.ItemCount, $"{account.Databases.Count}");

    public static GatewayResponse Create(Account account, GatewayRequest request)
    {
        var (item, refusal) = Incoming.Parse(request.Body);
        return item is null ? GatewayResponse.Refused(refusal)
            : account.Add(item.Id) is { } database ? One(201, database)
            : GatewayResponse.Refused(OperationResult.Conflict);
    }

    public static GatewayResponse Read(Database database) => One(200, database);

    public static GatewayResponse Delete(Account account, Database database) =>
        account.Remove(database) ? new GatewayResponse(204) : GatewayResponse.NotFound($"Database {database.Id}");

    private static GatewayResponse One(int status, Database database) =>
        GatewayResponse.Json(status, writer => Write(writer, database)).With("etag", "\"1\"");

    private static void Write(Utf8JsonWriter writer, Database database)
    {
        writer.WriteStartObject();
        writer.WriteString("id", database.Id);
        writer.WriteString("_rid", database.Rid);
        writer.WriteString("_self", $"dbs/{database.Rid}/");
        writer.WriteString("_etag", "\"1\"");
        writer.WriteString("_colls", "colls/");
        writer.WriteString("_users", "users/");
        writer.WriteNumber("_ts", 1);
        writer.WriteEndObject();
    }
}
