using System.Text;
using System.Text.Json;
using Hub.Benchmarks.Bare;

namespace Hub.Benchmarks.Scale;

/// <summary>A data folder that hubs are started on one after the other, with organizations made through the API.</summary>
internal sealed class StoredHub : IDisposable
{
    /// <summary>Requests at once: a commit takes many of them.</summary>
    private const int AtOnce = 64;

    public string Folder { get; } = Directory.CreateTempSubdirectory("hub-bench-").FullName;

    public static async Task<NewOrganization> Open(HubProcess hub, int number)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"name":"Organization {{number}}","prefix":"O{{number}}"}""");
        using var answer = JsonDocument.Parse(
            await hub.Post("/api/v1/operator/organizations", body, HubProcess.OperatorToken)
        );
        var data = answer.RootElement.GetProperty("data");
        return new(data.GetProperty("id").GetGuid(), answer.RootElement.GetProperty("token").GetString()!);
    }

    public static async Task<Guid> Subscribe(HubProcess hub, string token, string url, string name)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"url":"{{url}}","events":["{{name}}"]}""");
        using var answer = JsonDocument.Parse(await hub.Post("/api/v1/webhooks", body, token));
        return answer.RootElement.GetProperty("data").GetProperty("id").GetGuid();
    }

    /// <summary>The answers to so many requests, in their order.</summary>
    public static async Task<T[]> Each<T>(int count, Func<int, Task<T>> ask)
    {
        var answers = new T[count];
        await Load.Rate(count, AtOnce, async number => answers[number] = await ask(number));
        return answers;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <param name="Token">With all scopes.</param>
internal readonly record struct NewOrganization(Guid Id, string Token);
