using System.Collections.Concurrent;
using System.Net;
using Hub.Storage.Sqlite.Engine;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Health;

/// <summary>A disk that takes nothing more, as SQLite has it: the file may not grow by a page.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task The_hub_is_not_ready_while_writes_fail_says_so_once_a_minute_and_recovers_by_itself()
    {
        var clock = new FakeTimeProvider(Samples.Morning);
        var lines = new Lines();
        await using var hub = await HubHost.StartIn(
            null,
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(clock);
                builder.Logging.ClearProviders().AddProvider(lines);
            },
            "--Logging:LogLevel:Default=Warning",
            "--Hub:PublicUrl=http://localhost"
        );
        // The first of a kind lays out its tables; reading goes on without that.
        await hub.Admin.NewTicket();
        await Limit(hub, pages: 1);
        await Wait.For(() => hub.Admin.CreateTicket(), answer => answer.Status == HttpStatusCode.ServiceUnavailable);
        for (var again = 0; again < 20; again++)
            (await hub.Admin.CreateTicket(Large)).ExpectProblem(
                HttpStatusCode.ServiceUnavailable,
                "storage_unavailable"
            );

        var ready = await hub.As(null).Get("/health/ready");

        ready.Expect(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("not_ready", (string)ready.Json["status"]!);
        Assert.Equal("store_writes", (string)Assert.Single(ready.Json["failing"]!.AsArray())!["name"]!);
        (await hub.As(null).Get("/health/live")).Expect(HttpStatusCode.OK);
        (await hub.Admin.ListTickets()).Expect(HttpStatusCode.OK);
        Assert.Contains("disk is full", Assert.Single(lines.Seen));

        clock.Advance(TimeSpan.FromSeconds(61));
        await Wait.For(() => Task.FromResult(lines.Seen.Count), count => count == 2);
        Assert.All(lines.Seen, line => Assert.DoesNotContain('\n', line));

        await Limit(hub, pages: 1_000_000);
        await Wait.For(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(5));
                return hub.As(null).Get("/health/ready");
            },
            answer => answer.Status == HttpStatusCode.OK
        );
        (await hub.Admin.CreateTicket(Large)).Expect(HttpStatusCode.Created);
        Assert.Equal("ready", (string)(await hub.As(null).Get("/health/ready")).Json["status"]!);
    }

    /// <summary>It finds no place where a small one still does.</summary>
    private static object Large { get; } = new
    {
        subject = "Large",
        description = new string('a', 60_000),
        requester_email = "user@company.com",
    };

    private static Task<bool> Limit(HubHost hub, int pages) =>
        hub.App.Services.GetRequiredService<SqliteFile>().Writer.Run(new MostPages(pages));

    private sealed class MostPages(int pages) : WriteWork<bool>
    {
        public override bool IsRead => true;

        protected override bool Write(Connection connection)
        {
            connection.Run($"PRAGMA max_page_count={pages}");
            return true;
        }
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> seen = new();

        public IReadOnlyList<string> Seen => [.. seen];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => seen.Enqueue($"{formatter(state, exception)}{exception}");

        public void Dispose() { }
    }
}
