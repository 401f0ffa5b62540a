using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Reports;
using Hub.Ports.Store;
using Hub.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Benchmarks.Reports;

/// <summary>How fast reports are, with the counters of a year in which a million tickets came in.</summary>
internal static class ReportsBenchmark
{
    private const string Token = "1|benchmark-secret-of-thirty-two-letters";
    private const int Tickets = 1_000_000;
    private const int Days = 366;
    private const int Departments = 20;
    private const int Agents = 250;
    private const int Requests = 200;

    private static readonly DateOnly First = new(2026, 1, 1);

    private static readonly string[] Queries =
    [
        "volume?group_by=day",
        "volume?group_by=agent",
        "backlog?group_by=day",
        "backlog?group_by=day,department",
        "first-response?group_by=department",
        "first-response?group_by=agent",
        "resolution?group_by=day,department",
        "resolution?group_by=day&agent_id=17",
        "sla?group_by=agent",
        "csat?group_by=day,department",
        "csat?group_by=agent&format=csv",
    ];

    public static async Task<int> Run()
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        await using (
            var app = HubApplication.Create([
                "--urls=http://127.0.0.1:0",
                $"--Hub:DataPath={folder}",
                $"--Hub:Bootstrap:Token={Token}",
                "--RateLimits:Enabled=false",
                "--Logging:LogLevel:Default=None",
            ])
        )
        {
            await HubApplication.Prepare(app);
            var bytes = await Seed(app);
            await app.StartAsync();
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"-- {Tickets:N0} tickets in {Days} days, of {Departments} departments and {Agents} agents: {bytes:N0} bytes"
                )
            );
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            foreach (var query in Queries)
                await Time(client, query);
            await app.StopAsync();
        }
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    /// <summary>One after the other, the first of them told by itself: nothing of the counters is in the hub's memory then.</summary>
    private static async Task Time(HttpClient client, string query)
    {
        var path = $"/api/v1/reports/{query}&from={First:yyyy-MM-dd}&to={First.AddDays(Days - 1):yyyy-MM-dd}";
        var latencies = new double[Requests];
        for (var number = 0; number < Requests; number++)
        {
            var started = Stopwatch.GetTimestamp();
            using var response = await client.GetAsync(path);
            response.EnsureSuccessStatusCode();
            await response.Content.CopyToAsync(Stream.Null);
            latencies[number] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        Benchmarks.Report.Latency(
            string.Create(CultureInfo.InvariantCulture, $"{query} (first {latencies[0]:0.0} ms)"),
            [.. latencies.Order()]
        );
    }

    /// <summary>Counters as that many tickets would leave them, each resolved after some days. Answers their bytes.</summary>
    private static async Task<long> Seed(WebApplication app)
    {
        var store = app.Services.GetRequiredService<IStore>();
        var one = new Query { Partition = Organization.Partition, Limit = 1 };
        var found = await store.Query(Organization.Document, OrganizationId.Hub, one, default);
        var partition = await app
            .Services.GetRequiredService<ReportBook>()
            .PartitionOf(found.Items[0].Value.Id, default);
        var (random, counts) = (new Random(17), new Counts());
        for (var number = 0; number < Tickets; number++)
            Add(counts, random);
        var changes = new List<Change>();
        foreach (
            var (type, sums) in new[]
            {
                (ReportDocuments.Day, counts.ToSpans()),
                (ReportDocuments.Month, counts.ToMonths()),
            }
        )
            changes.AddRange(
                sums.Days.Select(span => new Put<CountedSpan>(
                    type,
                    ReportDocuments.IdOf(span),
                    new CountedSpan(span, sums.Pack(span)),
                    Expected.Absent
                ))
            );
        if (await store.CommitInChunks(OrganizationId.Hub, partition, changes, default) is { } refused)
            throw new InvalidOperationException($"{refused}");
        return changes.OfType<Put<CountedSpan>>().Sum(change => (long)change.Value.Counts.Length);
    }

    private static void Add(Counts counts, Random random)
    {
        var agent = random.Next(Agents);
        var holder = new Holder(1 + (agent % Departments), 1 + agent);
        var created = First.DayNumber + random.Next(Days);
        var (response, resolution) = (Seconds(8), Seconds(12));
        var (answered, resolved) = (created + (int)(response / 86_400), created + (int)(resolution / 86_400));
        counts.Add(created, holder, Measure.Created, 1);
        counts.Add(created, holder, Measure.Backlog, 1);
        Took(answered, Measure.FirstResponseTime, response);
        Took(resolved, Measure.ResolutionTime, resolution);
        counts.Add(resolved, holder, Measure.Backlog, -1);
        counts.Add(resolved, holder, Measure.Resolved, 1);
        counts.Add(answered, holder, Measure.FirstResponseMet + random.Next(2), 1);
        counts.Add(resolved, holder, Measure.ResolutionMet + random.Next(2), 1);
        counts.Add(resolved, holder, Measure.SurveysAsked, 1);
        if (random.Next(3) == 0)
            counts.Add(resolved, holder, Measure.WorstScore + random.Next(5), 1);

        long Seconds(int most) => (long)Math.Pow(Math.E, 3 + (random.NextDouble() * most));

        void Took(int day, int measure, long seconds)
        {
            counts.Add(day, holder, measure, seconds);
            counts.Add(day, holder, measure + 1 + DurationClasses.Of(seconds), 1);
        }
    }
}
