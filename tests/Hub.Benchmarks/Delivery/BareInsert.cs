using Hub.Storage.Sqlite.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Benchmarks.Delivery;

/// <summary>The least a durable API can do: read the body, insert it into SQLite with an fsync, answer.</summary>
internal sealed class BareInsert : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
    private readonly Connection connection;
    private readonly Lock gate = new();
    private readonly WebApplication app;

    private BareInsert()
    {
        connection = Connection.OpenWriter(Path.Combine(folder, "bare.db"));
        connection.Run("CREATE TABLE tickets (id INTEGER PRIMARY KEY, body BLOB NOT NULL)");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/api/v1/tickets", Insert);
    }

    public Uri Address { get; private set; } = null!;

    public static async Task<BareInsert> Start()
    {
        var bare = new BareInsert();
        await bare.app.StartAsync();
        bare.Address = new Uri(bare.app.Urls.First());
        return bare;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        connection.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<IResult> Insert(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        lock (gate)
            connection.Prepare("INSERT INTO tickets (body) VALUES (?)").Bind(body.ToArray()).Run();
        return Results.StatusCode(201);
    }
}
