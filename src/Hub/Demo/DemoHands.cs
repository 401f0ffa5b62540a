using System.Text.Json.Nodes;
using Hub.Access;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Idempotency;
using Hub.Offline;

namespace Hub.Demo;

/// <summary>Does what somebody of the demo does, by the hub's own routes.</summary>
/// <param name="clock">What is told when it is done; absent where it is done now.</param>
internal sealed class DemoHands(OwnApi api, Organization organization, RowClock? clock = null)
{
    public const string Command = "demo";

    private readonly Dictionary<string, Dictionary<string, long>> known = [];

    public Organization Organization => organization;

    public OwnApi Api => api;

    /// <summary>Whoever sets things up, and brings in what comes by mail.</summary>
    public Caller Desk { get; } = OfflineHub.CallerOf(organization, Command);

    public Caller As(DemoAgent agent) =>
        OfflineHub.CallerOf(organization, Command, new Actor("agent", $"{IdOf(agent)}", agent.Name));

    public long IdOf(DemoAgent agent) => known["/api/v1/users"][agent.Email];

    public long IdOf(string list, string name) => known[list][name];

    /// <exception cref="StartRefusedException">The route refused it.</exception>
    public async Task<JsonNode?> Do(
        DateTimeOffset at,
        string method,
        string path,
        JsonObject? body,
        CancellationToken cancellation,
        long? id = null,
        Caller? who = null,
        Reservation? reservation = null
    )
    {
        clock?.Set(at);
        var answer = await api.Send(
            method,
            path,
            who ?? Desk,
            body,
            id,
            reservation: reservation,
            cancellation: cancellation
        );
        if (!answer.IsDone)
            throw new StartRefusedException($"{method} {path} of {at:u}: {answer.Problem}");
        return answer.Text.Length == 0 ? null : answer.Json["data"];
    }

    public async Task<long> New(
        DateTimeOffset at,
        string path,
        JsonObject body,
        CancellationToken cancellation,
        Caller? who = null
    ) => (long)(await Do(at, "POST", path, body, cancellation, who: who))!["id"]!;

    /// <summary>
    /// The same for many, beside each other: the store writes what comes together in one step. They have their numbers in their order.
    /// </summary>
    public async Task EnsureAll(
        DateTimeOffset at,
        string list,
        string key,
        IEnumerable<JsonObject> bodies,
        CancellationToken cancellation
    )
    {
        var ids = await Known(list, key, cancellation);
        var missing = bodies.Where(body => !ids.ContainsKey((string)body[key]!)).ToList();
        foreach (var body in missing)
            ids[(string)body[key]!] = await api.Reserve(list, Desk, cancellation);
        await Task.WhenAll(
            missing.Select(body =>
                Task.Run(
                    () =>
                        Do(
                            at,
                            "POST",
                            list,
                            body,
                            cancellation,
                            reservation: new Reservation(ids[(string)body[key]!], IsRepeat: false)
                        ),
                    cancellation
                )
            )
        );
    }

    /// <summary>The record of the list that the body's key names; it is made where it is not there.</summary>
    public async Task<long> Ensure(
        DateTimeOffset at,
        string list,
        string key,
        JsonObject body,
        CancellationToken cancellation
    )
    {
        var ids = await Known(list, key, cancellation);
        var name = (string)body[key]!;
        if (!ids.TryGetValue(name, out var id))
            ids[name] = id = await New(at, list, body, cancellation);
        return id;
    }

    /// <summary>The numbers of what the list has, by what they are called.</summary>
    public async Task<Dictionary<string, long>> Known(string list, string key, CancellationToken cancellation)
    {
        if (known.TryGetValue(list, out var ids))
            return ids;
        ids = known[list] = new(StringComparer.OrdinalIgnoreCase);
        await foreach (var one in api.Pages(list, Desk, cancellation))
            if ((string?)one[key] is { } name)
                ids.TryAdd(name, (long)one["id"]!);
        return ids;
    }
}
