using System.Globalization;
using Hub.Benchmarks.Bare;

namespace Hub.Benchmarks.Scale;

/// <summary>
/// What a hub holds in memory that has told a hundred thousand webhooks of ten thousand organizations of a ticket each, and has
/// been left alone since.
/// </summary>
internal static class MemoryScale
{
    private const int PerOrganization = 10;
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(10);

    public static async Task Run(bool quick)
    {
        var organizations = quick ? 1_000 : 10_000;
        await using var sink = new Sink();
        using var stored = new StoredHub();
        var opened = await Fill(stored, sink, organizations);
        // Another process: nothing of what made them is in its memory.
        await using var hub = await HubProcess.Hub(stored.Folder);
        Tell("no event yet", hub);
        var before = sink.Received;
        await StoredHub.Each(organizations, number =>
            hub.Post("/api/v1/tickets", PacedTickets.Ticket(number), opened[number].Token)
        );
        await sink.WaitFor(before + (organizations * PerOrganization), WaitLimit);
        Tell("after an event of each", hub);
        await Task.Delay(TimeSpan.FromSeconds(quick ? 20 : 90));
        Tell("left alone since", hub);
    }

    private static async Task<NewOrganization[]> Fill(StoredHub stored, Sink sink, int organizations)
    {
        await using var hub = await HubProcess.Hub(stored.Folder);
        var opened = await StoredHub.Each(organizations, number => StoredHub.Open(hub, number));
        await StoredHub.Each(organizations * PerOrganization, number =>
            StoredHub.Subscribe(hub, opened[number / PerOrganization].Token, $"{sink.Url}/{number}", "ticket.created")
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"-- {organizations * PerOrganization:N0} webhooks of {organizations:N0} organizations"
            )
        );
        return opened;
    }

    private static void Tell(string when, HubProcess hub)
    {
        var (resident, own) = hub.Memory;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"memory, {when, -32}{resident / 1_000_000, 10:N0} MB resident, {own / 1_000_000:N0} MB of them its own"
            )
        );
    }
}
