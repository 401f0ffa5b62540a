using System.Text.Json;

namespace Hub.LocalCloud.Cosmos.Gateway;

/// <summary>The account's properties, which the SDK reads first.</summary>
internal static class AccountApi
{
    // What the query planner inside the SDK is told; without it queries are not planned locally.
    private const string QueryEngine = """
        {"maxSqlQueryInputLength":262144,"maxJoinsPerSqlQuery":5,"maxLogicalAndPerSqlQuery":500,"maxLogicalOrPerSqlQuery":500,
        "maxUdfRefPerSqlQuery":10,"maxInExpressionItemsCount":16000,"queryMaxInMemorySortDocumentCount":500,
        "maxQueryRequestTimeoutFraction":0.9,"sqlAllowNonFiniteNumbers":false,"sqlAllowAggregateFunctions":true,
        "sqlAllowSubQuery":true,"sqlAllowScalarSubQuery":true,"allowNewKeywords":true,"sqlAllowLike":true,
        "sqlAllowGroupByClause":true,"maxSpatialQueryCells":12,"spatialMaxGeometryPointCount":256,"sqlAllowTop":true,
        "enableSpatialIndexing":true}
        """;

    public static GatewayResponse Read(string endpoint) => GatewayResponse.Json(200, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("_self", "");
            writer.WriteString("id", "localhost");
            writer.WriteString("_rid", "localhost");
            writer.WriteString("media", "//media/");
            writer.WriteString("addresses", "//addresses/");
            writer.WriteString("_dbs", "//dbs/");
            Locations(writer, "writableLocations", endpoint);
            Locations(writer, "readableLocations", endpoint);
            writer.WriteBoolean("enableMultipleWriteLocations", false);
            writer.WriteStartObject("userConsistencyPolicy");
            writer.WriteString("defaultConsistencyLevel", "Session");
            writer.WriteEndObject();
            writer.WriteString("queryEngineConfiguration", QueryEngine.ReplaceLineEndings(""));
            writer.WriteEndObject();
        });

    private static void Locations(Utf8JsonWriter writer, string name, string endpoint)
    {
        writer.WriteStartArray(name);
        writer.WriteStartObject();
        writer.WriteString("name", "Local");
        writer.WriteString("databaseAccountEndpoint", endpoint);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
