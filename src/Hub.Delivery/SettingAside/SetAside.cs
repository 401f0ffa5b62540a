using System.Collections.Concurrent;
using Hub.Delivery.Telemetry;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Microsoft.Extensions.Logging;

namespace Hub.Delivery.SettingAside;

/// <summary>
/// Remembers what was passed over because nobody could read it: counted, logged once, listed for whoever runs the hub. One
/// bad item must never hold up what is behind it.
/// </summary>
/// <param name="store">Asked for late: the store itself sets things aside.</param>
public sealed partial class SetAside(Func<IStore> store, TimeProvider time, ILogger<SetAside> logger)
{
    /// <summary>Listed of one organization; more are counted and logged.</summary>
    public const int MostListed = 1_000;

    /// <summary>Remembered so that they are neither logged nor written again; then it begins anew.</summary>
    private const int MostKnown = 10_000;

    private const int LongestProblem = 200;

    private readonly ConcurrentDictionary<Guid, bool> known = new();

    /// <summary>Returns when it is on record: whoever moves on after this leaves nothing behind that nobody knows of.</summary>
    public async Task Keep(
        OrganizationId organization,
        string sort,
        string place,
        Exception problem,
        CancellationToken cancellation
    )
    {
        var id = SetAsideItem.IdOf(organization, sort, place);
        if (known.ContainsKey(id))
            return;
        await Write(organization, id, sort, place, problem, cancellation);
        Remember(id, organization, sort, place, problem);
    }

    /// <summary>For readers, who do not wait: what cannot be put on record now is when it is met again.</summary>
    public void Note(OrganizationId organization, string sort, string place, Exception problem)
    {
        if (!known.ContainsKey(SetAsideItem.IdOf(organization, sort, place)))
            _ = TryKeep(organization, sort, place, problem);
    }

    private async Task TryKeep(OrganizationId organization, string sort, string place, Exception problem)
    {
        try
        {
            // A reader may hold what the store needs to write.
            await Task.Yield();
            await Keep(organization, sort, place, problem, CancellationToken.None);
        }
        catch (Exception failure)
        {
            Log.NotKept(logger, sort, place, failure.Message);
        }
    }

    private async Task Write(
        OrganizationId organization,
        Guid id,
        string sort,
        string place,
        Exception problem,
        CancellationToken cancellation
    )
    {
        var listed = await store()
            .Query(
                SetAsideItem.Document,
                organization,
                new Query
                {
                    Partition = SetAsideItem.Partition,
                    Limit = 0,
                    Count = true,
                },
                cancellation
            );
        if (listed.Total >= MostListed)
            return;
        var item = new SetAsideItem
        {
            Id = id,
            Sort = sort,
            Place = place,
            Problem = Describe(problem),
            At = time.GetUtcNow(),
        };
        await store()
            .Commit(
                new Commit(organization, SetAsideItem.Partition)
                {
                    Changes = [new Put<SetAsideItem>(SetAsideItem.Document, id.ToString(), item, Expected.Absent)],
                },
                cancellation
            );
    }

    private void Remember(Guid id, OrganizationId organization, string sort, string place, Exception problem)
    {
        if (known.Count >= MostKnown)
            known.Clear();
        if (!known.TryAdd(id, true))
            return;
        HubMetrics.SetAside(sort);
        Log.SetAside(logger, problem, sort, place, organization.Value);
    }

    private static string Describe(Exception problem)
    {
        var text = $"{problem.GetType().Name}: {problem.Message}";
        return text.Length <= LongestProblem ? text : text[..LongestProblem];
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Error,
            "The {Sort} at {Place} of organization {Organization} cannot be dealt with and is set aside"
        )]
        public static partial void SetAside(
            ILogger logger,
            Exception exception,
            string sort,
            string place,
            Guid organization
        );

        [LoggerMessage(LogLevel.Warning, "That the {Sort} at {Place} is set aside could not be stored: {Problem}")]
        public static partial void NotKept(ILogger logger, string sort, string place, string problem);
    }
}
