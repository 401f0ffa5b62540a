using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Hub.Reliability;

/// <summary>Writes tickets, changes and replies, one after the other; what it gets no answer to it asks again.</summary>
internal sealed class TicketWriter(HttpClient http, Ledger ledger, Door door, int number)
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(61);

    private readonly Queue<(DateTime Since, Func<Task<bool>> Again)> unresolved = new();

    public int AnswersLost { get; private set; }

    /// <summary>What it asked for last, and what it was told when that failed.</summary>
    public string Last { get; private set; } = "";

    public int Unresolved => unresolved.Count;

    public static string Created(string subject) => $"{subject} created";

    public static string Changed(string subject) => $"changed to {subject}";

    public static string Replied(string body) => $"{body} replied";

    /// <summary>A writer that cannot go on ends the run.</summary>
    public async Task RunUntil(CancellationTokenSource stop)
    {
        try
        {
            await Task.Run(() => Run(stop.Token));
        }
        finally
        {
            await stop.CancelAsync();
            ledger.Signal.Changed();
        }
    }

    private async Task Run(CancellationToken stop)
    {
        for (var count = 0; !stop.IsCancellationRequested; count++)
        {
            await RetryOldest();
            var subject = $"Ticket {number}-{count}";
            if (await Create(subject) is { } id)
            {
                if (count % 2 == 0)
                    await Change(id, $"{subject} again");
                if (count % 3 == 0)
                    await Reply(id, $"Reply {number}-{count}");
            }
        }
    }

    private async Task<long?> Create(string subject)
    {
        var key = Guid.NewGuid().ToString();
        return await Once() ?? Later();

        async Task<long?> Once()
        {
            var fields = new
            {
                subject,
                description = "Written while the hub is killed",
                requester_email = "user@company.com",
            };
            if (await Send(HttpMethod.Post, "/api/v1/tickets", fields, key) is not { } created)
                return null;
            ledger.Acknowledge(Created(subject));
            return (long)created["data"]!["id"]!;
        }

        long? Later()
        {
            unresolved.Enqueue((DateTime.UtcNow, async () => await Once() is not null));
            return null;
        }
    }

    /// <summary>A change made twice changes nothing the second time, so it needs no key.</summary>
    private async Task Change(long id, string subject)
    {
        await Send(HttpMethod.Put, $"/api/v1/tickets/{id}", new { subject }, null);
        ledger.Acknowledge(Changed(subject));
    }

    private async Task Reply(long id, string body)
    {
        var key = Guid.NewGuid().ToString();
        if (!await Once())
            unresolved.Enqueue((DateTime.UtcNow, Once));

        async Task<bool> Once()
        {
            if (await Send(HttpMethod.Post, $"/api/v1/tickets/{id}/replies", new { body }, key) is null)
                return false;
            ledger.Acknowledge(Replied(body));
            return true;
        }
    }

    private async Task RetryOldest()
    {
        if (!unresolved.TryPeek(out var oldest) || DateTime.UtcNow - oldest.Since < LongestRun)
            return;
        unresolved.Dequeue();
        if (!await oldest.Again())
            unresolved.Enqueue((DateTime.UtcNow, oldest.Again));
    }

    /// <summary>Nothing when a request of the same key, cut short by a kill, still counts as running.</summary>
    private async Task<JsonNode?> Send(HttpMethod method, string path, object body, string? key)
    {
        while (true)
        {
            await door.Open;
            try
            {
                Last = $"{method} {path}";
                using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
                if (key is not null)
                    request.Headers.Add("Idempotency-Key", key);
                using var response = await http.SendAsync(request);
                var answer = await response.Content.ReadAsStringAsync();
                if (response.IsSuccessStatusCode)
                    return JsonNode.Parse(answer);
                if (response.StatusCode == HttpStatusCode.Conflict && key is not null)
                    return null;
                Last += $": {(int)response.StatusCode} {answer}";
                if (response.StatusCode < HttpStatusCode.InternalServerError)
                    throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {answer}");
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException or OperationCanceledException)
            {
                AnswersLost++;
                Last += $": {cut.Message}";
            }
        }
    }
}
