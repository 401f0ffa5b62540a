using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Hub.Tests.Former;

/// <summary>
/// The files beside this one: the data folder with the queue, and everything that was in Cosmos DB. The README of
/// Hub.Tests/Former says how they were made.
/// </summary>
internal static class FormerData
{
    public static async Task Unpack(string folder)
    {
        await using var packed = new GZipStream(File.OpenRead(PathOf("data.tgz")), CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(packed, folder, overwriteFiles: true);
        await Fill(Path.GetFileName(folder));
    }

    private static async Task Fill(string name)
    {
        await using var packed = new GZipStream(File.OpenRead(PathOf("cosmos.json.gz")), CompressionMode.Decompress);
        var containers = (await JsonNode.ParseAsync(packed))!.AsObject();
        using var client = new CosmosClient(
            Hosting.Engine.ConnectionString,
            new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true }
        );
        Database database = await client.CreateDatabaseAsync(name);
        foreach (var (id, dump) in containers)
        {
            // Leases say how far a change feed was read that is another one now; without them it is read from its beginning.
            if (id == "leases")
                continue;
            var paths = dump!["definition"]!["partitionKey"]!["paths"]!
                .AsArray()
                .Select(path => (string)path!)
                .ToList();
            var properties = new ContainerProperties(id, paths) { DefaultTimeToLive = -1 };
            Container container = await database.CreateContainerAsync(properties);
            foreach (var item in dump["items"]!.AsArray())
                await Put(container, item!.AsObject(), paths);
        }
    }

    private static async Task Put(Container container, JsonObject item, List<string> paths)
    {
        var key = new PartitionKeyBuilder();
        foreach (var path in paths)
            key.Add((string)item[path[1..]]!);
        foreach (var name in new[] { "_rid", "_self", "_etag", "_ts", "_attachments" })
            item.Remove(name);
        using var stream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(item));
        using var created = await container.CreateItemStreamAsync(stream, key.Build());
        created.EnsureSuccessStatusCode();
    }

    public static string PathOf(string file) => Path.Combine(Path.GetDirectoryName(Self())!, file);

    private static string Self([CallerFilePath] string here = "") => here;
}
